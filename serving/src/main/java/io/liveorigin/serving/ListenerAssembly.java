package io.liveorigin.serving;

import io.javalin.config.RoutesConfig;
import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.cmcd.ViewIntake;
import io.liveorigin.serving.front.AdminListenerParts;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.front.Listener;
import io.liveorigin.serving.front.PlainFront;
import io.liveorigin.serving.front.PublicRoutes;
import io.liveorigin.serving.front.SlowReaders;
import io.liveorigin.serving.response.ServletWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the listeners of a node. */
final class ListenerAssembly {
  private static final int PUBLIC_THREADS = 64;
  private static final int ADMIN_THREADS = 16;
  private static final Duration IDLE_BEYOND_HOLD = Duration.ofSeconds(30);

  private final ServerContext context;
  private final ServletWriter writer;

  ListenerAssembly(ServerContext context, ServletWriter writer) {
    this.context = context;
    this.writer = writer;
  }

  /** Opens the public listener, with the plain front before its routes. */
  Listener forViewers(GetEngine engine) {
    ServingConfig config = context.config();
    CmcdTally players = new CmcdTally(context.meters());
    ReaderAccess access =
        new ReaderAccess(
            config.cdn().readers(),
            config.tls().viewers().flatMap(TlsFiles::clientAuthorities).isPresent(),
            context.meters());
    return Listener.start(
        new Listener.Settings(
            "public",
            config.host(),
            config.port(),
            PUBLIC_THREADS,
            idle(),
            Optional.empty(),
            tls("public", TlsSettings.VIEWERS, config.tls().viewers()),
            connectedClients("public", config.tls().viewerLimits()),
            readers()),
        writer,
        new PublicRoutes(engine, players, views(), access, writer, context.clock())::add,
        Optional.of(
            new PlainFront(
                engine,
                access,
                players,
                context.edge().threads().remainders(),
                context.meters(),
                context.clock())));
  }

  /** Where reports of players go besides the counters. */
  private Consumer<byte[]> views() {
    return context
        .config()
        .views()
        .<Consumer<byte[]>>map(
            settings ->
                context
                        .closer()
                        .add(
                            new ViewIntake(
                                settings,
                                context.ports().control()::event,
                                context.ports().viewLog(),
                                context.clock()::millis,
                                context.meters()))
                    ::offer)
        .orElse(body -> {});
  }

  /** Opens the admin listener. */
  Listener forOperators(
      Consumer<RoutesConfig> routes, AdminAuthenticator authenticator, AuditTrail trail) {
    ServingConfig config = context.config();
    return Listener.start(
        new Listener.Settings(
            "admin",
            config.adminHost(),
            config.adminPort(),
            ADMIN_THREADS,
            idle(),
            Optional.of(
                new AdminListenerParts(config.adminHosts(), authenticator, trail, context.clock())),
            tls("admin", TlsSettings.OPERATORS, config.tls().operators()),
            connectedClients("admin", config.tls().operatorLimits()),
            readers()),
        writer,
        routes);
  }

  private SlowReaders readers() {
    return new SlowReaders(
        context.config().readers(), context.memory(), System::nanoTime, context.meters());
  }

  private ConnectedClients connectedClients(String listener, ClientLimits limits) {
    ConnectedClients connectedClients = new ConnectedClients(limits, System::nanoTime);
    MeterRegistration.gauge(
        context.meters(), ServingMetric.CONNECTIONS, connectedClients::connected, listener);
    for (ClientRefusal reason : ClientRefusal.values()) {
      MeterRegistration.counter(
          context.meters(),
          ServingMetric.CONNECTIONS_REFUSED,
          connectedClients,
          some -> some.refused(reason),
          listener,
          reason.label());
    }
    return connectedClients;
  }

  /** The TLS of a listener, if it has files. It is closed with the node. */
  private Optional<ListenerTls> tls(String listener, String key, Optional<TlsFiles> files) {
    Optional<ListenerTls> tls =
        files.map(some -> context.closer().add(ListenerTls.start(key, some, context.clock())));
    tls.ifPresent(some -> watch(listener, some));
    return tls;
  }

  private void watch(String listener, ListenerTls tls) {
    MeterRegistration.gauge(
        context.meters(), ServingMetric.CERTIFICATE, tls::secondsLeft, listener);
    MeterRegistration.gauge(
        context.meters(), ServingMetric.TLS_FILES_REFUSED, () -> tls.outdated() ? 1 : 0, listener);
  }

  private Duration idle() {
    return context.config().hold().longest().plus(IDLE_BEYOND_HOLD);
  }
}
