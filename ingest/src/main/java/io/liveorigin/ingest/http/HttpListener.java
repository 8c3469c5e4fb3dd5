package io.liveorigin.ingest.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.GuardedConnector;
import io.liveorigin.access.connection.TimedConnectionFactory;
import io.liveorigin.access.connection.TlsConnectionFactory;
import io.liveorigin.access.connection.WholeResponseHandler;
import io.liveorigin.access.limit.TenantStatus;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.listen.FileDescriptors;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.observe.ListenerMetrics;
import io.liveorigin.ingest.upload.UploadReader;
import io.liveorigin.kafka.metrics.MetricsText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty and Javalin, configured for uploads. Every default that does not suit uploads is changed
 * here.
 */
public final class HttpListener implements AutoCloseable {
  private static final Set<String> METHODS =
      Set.of("PUT", "POST", "DELETE", "GET", "HEAD", "OPTIONS");
  private static final Duration DRAIN = Duration.ofSeconds(15);
  private static final long STOPPING_IDLE_MILLIS = 1_000;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int ACCEPT_QUEUE = 256;

  /**
   * The most bytes that one read of a socket returns; the buffer is taken from a pool while a
   * request is read. With Jetty's default of 8 KiB, 1 MiB takes 128 reads (ADR 16).
   */
  private static final int INPUT_BUFFER = 64 * 1024;

  /**
   * The response to {@code GET /-/status}.
   *
   * @param notReady why the promise of a 2xx cannot be kept; empty if it can
   * @param tenants limits of each tenant and what it uses, the busiest first
   */
  private record ListenerStatus(
      BuildInfo build, List<String> notReady, List<TenantStatus> tenants) {}

  private final Javalin javalin;
  private final Optional<ListenerTls> tls;

  private HttpListener(Javalin javalin, Optional<ListenerTls> tls) {
    this.javalin = javalin;
    this.tls = tls;
  }

  /**
   * Binds and listens. Throws {@link OriginException} with {@link ErrorCode#INTERNAL} if the
   * address is in use, or if the TLS files cannot be used.
   */
  public static HttpListener open(IngestConfig config, ListenerParts parts) {
    Optional<ListenerTls> tls =
        config.tls().map(files -> ListenerTls.start("tls", files, parts.clock()));
    tls.ifPresent(
        some -> parts.metrics().watchCertificate(some::secondsLeft, () -> some.outdated() ? 1 : 0));
    try {
      return open(config, parts, tls);
    } catch (RuntimeException e) {
      tls.ifPresent(ListenerTls::close);
      throw e;
    }
  }

  private static HttpListener open(
      IngestConfig config, ListenerParts parts, Optional<ListenerTls> tls) {
    Javalin javalin = Javalin.create(javalinConfig -> configure(javalinConfig, config, parts, tls));
    try {
      javalin.start();
    } catch (JavalinException e) {
      javalin.stop();
      throw new OriginException(
          ErrorCode.INTERNAL,
          "cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(),
          e);
    }
    return new HttpListener(javalin, tls);
  }

  public int port() {
    return javalin.port();
  }

  private static void configure(
      JavalinConfig javalin, IngestConfig config, ListenerParts parts, Optional<ListenerTls> tls) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    // Delivery has its own deadline; Javalin's would return 500.
    javalin.http.asyncTimeout = 0;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.generateEtags = false;
    javalin.http.prefer405over404 = true;
    QueuedThreadPool threads = threads(config);
    ConnectedClients connectedClients =
        new ConnectedClients(config.uploads().clients(), System::nanoTime);
    parts.metrics().watchClients(connectedClients);
    javalin.jetty.threadPool = threads;
    javalin.jetty.modifyServer(
        server ->
            modifyServer(
                server, new UploadRefusals(parts.refusals(), parts.control()), connectedClients));
    javalin.jetty.addConnector(
        (server, http) -> connector(server, http, config, tls, connectedClients));
    addRoutes(javalin, config, parts, threads);
  }

  private static QueuedThreadPool threads(IngestConfig config) {
    QueuedThreadPool pool = new QueuedThreadPool(config.uploads().threads());
    pool.setName("ingest-" + config.name() + "-http");
    return pool;
  }

  private static void modifyServer(
      Server server, UploadRefusals uploadRefusals, ConnectedClients connectedClients) {
    // Kafka's clients also need descriptors: an upload that cannot be stored is of no use.
    server.addBean(new NetworkConnectionLimit(FileDescriptors.connections(), server));
    // When the server stops, uploads in progress may finish and new ones are refused.
    server.setHandler(
        new GracefulHandler(
            new UploadRequestFilter(
                new WholeResponseHandler(new FirstBodyByteHandler()), connectedClients)));
    server.setStopTimeout(DRAIN.toMillis());
    server.setErrorHandler(new JettyErrorHandler(uploadRefusals));
  }

  private static Connector connector(
      Server server,
      HttpConfiguration http,
      IngestConfig config,
      Optional<ListenerTls> tls,
      ConnectedClients connectedClients) {
    http.setSendServerVersion(false);
    // A host in the request target (absolute form) overrides Host (RFC 9112, section 3.2.2).
    http.setHttpCompliance(
        HttpCompliance.RFC9110.with("targets", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    // A request target must not contain user information (RFC 9110, section 4.2.4).
    http.setUriCompliance(
        http.getUriCompliance().without("no-user", UriCompliance.Violation.USER_INFO));
    http.setRequestHeaderSize(HEADER_BYTES);
    // Jetty's cache of the fields that a connection has sent before would save a string or two and
    // cost 94 kB per connection.
    http.setHeaderCacheSize(0);
    HttpConnectionFactory connections = new TimedConnectionFactory(http, connectedClients);
    connections.setInputBufferSize(INPUT_BUFFER);
    SlowResponses slow =
        new SlowResponses(connectedClients, config.uploads().readWindow(), System::nanoTime);
    ServerConnector connector =
        new GuardedConnector(
            server,
            GuardedConnector.CHOSEN_BY_JETTY,
            connectedClients,
            slow::endPoint,
            TlsConnectionFactory.before(tls, connectedClients, connections));
    connector.addBean(slow.watching(connector));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.uploads().idleTimeout().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(GuardedConnector.SMALL_SEND_BUFFER);
    // How long an idle connection may stay open while the server stops. Uploads in progress are not
    // interrupted.
    connector.setShutdownIdleTimeout(
        Math.min(STOPPING_IDLE_MILLIS, connector.getIdleTimeout() / 10));
    return connector;
  }

  private static void addRoutes(
      JavalinConfig javalin, IngestConfig config, ListenerParts parts, Executor threads) {
    UploadRefusals uploadRefusals = new UploadRefusals(parts.refusals(), parts.control());
    HealthHandler health = new HealthHandler(parts.pipelines(), parts.access().isOpen());
    BuildInfo build = BuildInfo.ofThisBuild();
    parts.metrics().showBuild(build);
    UploadChecks checks = new UploadChecks(parts);
    UploadReader reader =
        new UploadReader(
            config.uploads().maxBodyBytes(), parts.uploadMemory(), parts.timer(), threads);
    PutHandler put = new PutHandler(config, checks, reader, parts);
    javalin.routes.get("/-/health/live", health::live);
    javalin.routes.get("/-/health/ready", health::ready);
    javalin.routes.get(
        "/-/refusals",
        ctx -> {
          checks.admitMonitoring(ctx);
          ResponseWriter.json(ctx, 200, WireJson.write(parts.refusals().recent()));
        });
    javalin.routes.get(
        "/-/status",
        ctx -> {
          checks.admitMonitoring(ctx);
          ResponseWriter.json(
              ctx,
              200,
              WireJson.write(
                  new ListenerStatus(
                      build, health.problems(), parts.tenants().status(t -> Map.of()))));
        });
    javalin.routes.get(
        "/-/metrics",
        ctx -> {
          checks.admitMonitoring(ctx);
          metrics(ctx, parts.metrics());
        });
    javalin.routes.put("/*", put);
    javalin.routes.post("/*", put);
    javalin.routes.delete("/*", new DeleteHandler(checks, reader, parts.answers()));
    javalin.routes.exception(
        HttpResponseException.class, (failure, ctx) -> routing(failure, ctx, uploadRefusals));
    javalin.routes.exception(
        Exception.class, (failure, ctx) -> ResponseWriter.problem(ctx, failure, uploadRefusals));
    javalin.requestLogger.http(
        (ctx, millis) -> {
          String method = ctx.req().getMethod();
          parts
              .metrics()
              .answered(
                  UploadChecks.admittedAs(ctx),
                  METHODS.contains(method) ? method : "other",
                  ctx.statusCode());
        });
  }

  /** Writes Javalin's own refusals: no route for the path or the method. */
  private static void routing(
      HttpResponseException failure, Context ctx, UploadRefusals uploadRefusals) {
    ErrorCode code =
        switch (failure.getStatus()) {
          case 404, 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          default -> ErrorCode.INTERNAL;
        };
    ResponseWriter.problem(
        ctx,
        new OriginException(
            code, ctx.req().getMethod() + " is not allowed; use " + ResponseWriter.ALLOWED_METHODS),
        uploadRefusals);
  }

  private static void metrics(Context ctx, ListenerMetrics metrics) {
    MetricsText text = metrics.scrape(Optional.ofNullable(ctx.header("Accept")));
    ctx.contentType(text.contentType()).result(text.body());
    ctx.header("Cache-Control", "no-store");
  }

  /** Accepts no more uploads, waits some seconds for those in progress, and closes. */
  @Override
  public void close() {
    javalin.stop();
    tls.ifPresent(ListenerTls::close);
  }
}
