package io.liveorigin.serving.front;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.GuardedConnector;
import io.liveorigin.access.connection.TimedConnectionFactory;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.listen.FileDescriptors;
import io.liveorigin.serving.audit.AuditedRequest;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One HTTP listener. */
public final class Listener implements AutoCloseable {
  /**
   * Connections that wait to be accepted. Java's default is 50; any above that are dropped, and the
   * client tries again after a second: ten thousand clients took more than a minute.
   */
  private static final int BACKLOG = 4096;

  private static final String VIEWERS_METHODS = "GET, HEAD, POST, OPTIONS";
  private static final String OPERATORS_METHODS = "GET, PUT, POST, DELETE, OPTIONS";

  private static final Duration STOP = Duration.ofSeconds(2);

  /** How long an idle connection is kept after the start of a stop. */
  private static final Duration LINGER = Duration.ofMillis(50);

  private final Javalin javalin;
  private final QueuedThreadPool workers;

  private Listener(Javalin javalin, QueuedThreadPool workers) {
    this.javalin = javalin;
    this.workers = workers;
  }

  /**
   * The settings of a listener.
   *
   * @param name of its threads
   * @param host address to bind
   * @param port 0 takes a free one
   * @param threads at most
   * @param idle time after which an inactive connection is closed; longer than any hold
   * @param operators for a listener that only operators may use; empty for one that is open to
   *     every web page
   * @param tls for https; empty for plain HTTP
   * @param connectedClients the connected clients and their limits
   * @param slow ends connections whose clients do not read their responses
   */
  public record Settings(
      String name,
      String host,
      int port,
      int threads,
      Duration idle,
      Optional<AdminListenerParts> operators,
      Optional<ListenerTls> tls,
      ConnectedClients connectedClients,
      SlowReaders slow) {}

  /** Binds and listens. Throws {@link ErrorCode#INTERNAL} if the address is in use. */
  public static Listener start(
      Settings settings, ServletWriter writer, Consumer<RoutesConfig> routes) {
    return start(settings, writer, routes, Optional.empty());
  }

  /**
   * Binds and listens, with a front before the routes. Throws {@link ErrorCode#INTERNAL} if the
   * address is in use.
   *
   * @param first handles the requests that it can; the others go to the routes
   */
  public static Listener start(
      Settings settings,
      ServletWriter writer,
      Consumer<RoutesConfig> routes,
      Optional<PlainFront> first) {
    QueuedThreadPool workers = new QueuedThreadPool(settings.threads(), 4);
    Javalin javalin =
        Javalin.create(
            config -> {
              set(config, settings, workers, first);
              routes.accept(config.routes);
              errors(config.routes, writer);
            });
    try {
      javalin.start();
    } catch (JavalinException e) {
      javalin.stop();
      throw new OriginException(
          ErrorCode.INTERNAL,
          "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
          e);
    }
    return new Listener(javalin, workers);
  }

  private static void set(
      JavalinConfig config,
      Settings settings,
      QueuedThreadPool threads,
      Optional<PlainFront> first) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    // Javalin would gzip application/mp4 and other types that it takes for text.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    // Holds have deadlines of their own; Javalin's would be a 500.
    config.http.asyncTimeout = 0;
    config.http.maxRequestSize = WholeRequestHandler.MOST;
    config.http.generateEtags = false;
    config.http.prefer405over404 = false;
    threads.setName(settings.name());
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(Listener::set);
    config.jetty.addConnector((server, http) -> connector(server, http, settings, first));
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new ProblemErrorHandler(settings.operators().isPresent()));
          server.setRequestLog(new AccessLog(settings.name()));
          // Requests that are in progress at a stop are completed.
          server.addBean(new NetworkConnectionLimit(FileDescriptors.connections(), server));
          server.setHandler(new GracefulHandler(doors(settings)));
          server.setStopTimeout(STOP.toMillis());
        });
    config.jetty.modifyServletContextHandler(
        context ->
            context.setErrorHandler(new ProblemErrorHandler(settings.operators().isPresent())));
  }

  /** The handlers that a request passes before the routes. */
  private static Handler doors(Settings settings) {
    if (settings.operators().isEmpty()) {
      return new RequestFilter(Optional.empty(), VIEWERS_METHODS, settings.connectedClients());
    }
    AdminListenerParts operators = settings.operators().get();
    AdminAuditHandler first = new AdminAuditHandler(operators);
    RequestFilter filter =
        new RequestFilter(
            Optional.of(operators.allowedHosts()), OPERATORS_METHODS, settings.connectedClients());
    AdminAuthHandler authHandler = new AdminAuthHandler(operators.authenticator());
    first.setHandler(filter);
    filter.setHandler(authHandler);
    authHandler.setHandler(new BoundedResponseHandler(new WholeRequestHandler()));
    return first;
  }

  private static void set(HttpConfiguration http) {
    http.setSendServerVersion(false);
    // The host of a target in absolute form counts, whatever Host says (RFC 9112, section 3.2.2).
    http.setHttpCompliance(
        HttpCompliance.RFC9110.with("targets", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    // RFC 9110, section 4.2.4.
    http.setUriCompliance(
        http.getUriCompliance().without("no-user", UriCompliance.Violation.USER_INFO));
    // A cache of the header fields that a connection has sent before saves a string or two, and
    // costs 94 kB for as long as the connection is kept.
    http.setHeaderCacheSize(0);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, Settings settings, Optional<PlainFront> first) {
    ConnectedClients connectedClients = settings.connectedClients();
    BooleanSupplier logged = new AccessLog(settings.name())::on;
    HttpConnectionFactory connections =
        first
            .<HttpConnectionFactory>map(
                front -> new PlainConnectionFactory(http, front, logged, connectedClients))
            .orElseGet(() -> new TimedConnectionFactory(http, connectedClients));
    // The I/O selectors of viewers also encrypt what they send, so there are as many as processors.
    int selectors =
        first.isPresent() && settings.tls().isPresent()
            ? Runtime.getRuntime().availableProcessors()
            : GuardedConnector.CHOSEN_BY_JETTY;
    ServerConnector connector =
        new GuardedConnector(
            server,
            selectors,
            connectedClients,
            settings.slow()::endPoint,
            FrontTlsConnection.factories(settings.tls(), connectedClients, connections));
    connector.addBean(settings.slow().watching(connector));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idle().toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    if (first.isEmpty()) {
      connector.setAcceptedSendBufferSize(GuardedConnector.SMALL_SEND_BUFFER);
    }
    connector.setShutdownIdleTimeout(LINGER.toMillis());
    return connector;
  }

  private static void errors(RoutesConfig routes, ServletWriter writer) {
    routes.exception(
        HttpResponseException.class, (e, ctx) -> refuse(writer, ctx, translated(e, ctx)));
    routes.exception(Exception.class, (e, ctx) -> refuse(writer, ctx, writer.refusal(e)));
  }

  private static void refuse(ServletWriter writer, Context ctx, Refusal refusal) {
    Optional<AuditedRequest> forOperators =
        AuditedRequest.of(ctx.attribute(AuditedRequest.ATTRIBUTE));
    forOperators.ifPresent(audited -> audited.refused(refusal.code().code()));
    writer.refuse(ctx, forOperators.isPresent() ? refusal.notStored() : refusal);
  }

  /** Translates Javalin's own refusals: no such route, no such method, a body that is too large. */
  private static Refusal translated(HttpResponseException e, Context ctx) {
    ErrorCode code =
        switch (e.getStatus()) {
          case 404 -> ErrorCode.UNKNOWN_PATH;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.TOO_LARGE;
          default -> e.getStatus() < 500 ? ErrorCode.MALFORMED_HEADER : ErrorCode.INTERNAL;
        };
    return Refusal.of(code, ctx.method().name() + ": " + e.getMessage(), CachePolicy.NO_STORE);
  }

  public int port() {
    return javalin.port();
  }

  /** Every handler, as {@code METHOD path}. */
  public List<String> handlers() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
        .toList();
  }

  /** The threads that handle requests. */
  public Executor workers() {
    return workers;
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
