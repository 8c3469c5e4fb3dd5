package io.liveorigin.serving;

import io.javalin.config.RoutesConfig;
import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.Visitors;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.serving.access.AdminGate;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.front.Listener;
import io.liveorigin.serving.front.OperatorDoors;
import io.liveorigin.serving.front.PlainFront;
import io.liveorigin.serving.front.PublicRoutes;
import io.liveorigin.serving.front.SlowReaders;
import io.liveorigin.serving.response.ServletWriter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the listeners of a node. */
final class Listeners {
  private static final int PUBLIC_THREADS = 64;
  private static final int ADMIN_THREADS = 16;
  private static final Duration IDLE_BEYOND_HOLD = Duration.ofSeconds(30);

  private final Foundation base;
  private final ServletWriter writer;

  Listeners(Foundation base, ServletWriter writer) {
    this.base = base;
    this.writer = writer;
  }

  /** The public one, with the plain connection in front of its routes. */
  Listener forViewers(GetEngine engine) {
    ServingConfig config = base.config();
    CmcdTally players = new CmcdTally(base.meters());
    ReaderAccess access = new ReaderAccess(config.cdn().readers(), base.meters());
    return Listener.start(
        new Listener.Settings(
            "public",
            config.host(),
            config.port(),
            PUBLIC_THREADS,
            idle(),
            Optional.empty(),
            tls("public", TlsSettings.VIEWERS, config.tls().viewers()),
            visitors("public", config.tls().viewerLimits()),
            readers()),
        writer,
        new PublicRoutes(engine, players, access, writer, base.clock())::add,
        Optional.of(
            new PlainFront(
                engine,
                access,
                players,
                base.edge().threads().remainders(),
                base.meters(),
                base.clock())));
  }

  /** The admin listener. */
  Listener forOperators(Consumer<RoutesConfig> routes, AdminGate gate, AuditTrail trail) {
    ServingConfig config = base.config();
    return Listener.start(
        new Listener.Settings(
            "admin",
            config.adminHost(),
            config.adminPort(),
            ADMIN_THREADS,
            idle(),
            Optional.of(new OperatorDoors(config.adminHosts(), gate, trail, base.clock())),
            tls("admin", TlsSettings.OPERATORS, config.tls().operators()),
            visitors("admin", config.tls().operatorLimits()),
            readers()),
        writer,
        routes);
  }

  private SlowReaders readers() {
    return new SlowReaders(base.config().readers(), base.memory(), System::nanoTime, base.meters());
  }

  private Visitors visitors(String listener, ClientLimits limits) {
    Visitors visitors = new Visitors(limits, System::nanoTime);
    Gauge.builder("serving.connections", visitors, Visitors::connected)
        .description("Connections that are open")
        .tag("listener", listener)
        .register(base.meters());
    for (ClientRefusal reason : ClientRefusal.values()) {
      FunctionCounter.builder("serving.connections.refused", visitors, some -> some.refused(reason))
          .description("Connections and requests that were refused for what their client takes")
          .tag("listener", listener)
          .tag("reason", reason.label())
          .register(base.meters());
    }
    return visitors;
  }

  /** What is opened here is closed with the node. */
  private Optional<ListenerTls> tls(String listener, String key, Optional<TlsFiles> files) {
    Optional<ListenerTls> tls =
        files.map(some -> base.open().add(ListenerTls.start(key, some, base.clock())));
    tls.ifPresent(some -> watch(listener, some));
    return tls;
  }

  private void watch(String listener, ListenerTls tls) {
    Gauge.builder("tls.certificate.days", tls, ListenerTls::daysLeft)
        .description("Days until the certificate in force, or one of its chain, expires")
        .tag("listener", listener)
        .register(base.meters());
    Gauge.builder("tls.files.refused", tls, some -> some.outdated() ? 1 : 0)
        .description("1 while the files cannot be used, and what was read before is in force")
        .tag("listener", listener)
        .register(base.meters());
  }

  private Duration idle() {
    return base.config().hold().longest().plus(IDLE_BEYOND_HOLD);
  }
}
