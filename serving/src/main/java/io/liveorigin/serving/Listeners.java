package io.liveorigin.serving;

import io.javalin.config.RoutesConfig;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.cmcd.CmcdTally;
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
    SlowReaders readers =
        new SlowReaders(config.readers(), base.memory(), System::nanoTime, base.meters());
    return Listener.start(
        new Listener.Settings(
            "public", config.host(), config.port(), PUBLIC_THREADS, idle(), Optional.empty()),
        writer,
        new PublicRoutes(engine, players, access, writer, base.clock())::add,
        Optional.of(
            new PlainFront(
                engine,
                access,
                players,
                base.edge().threads().remainders(),
                readers,
                base.meters(),
                base.clock())));
  }

  /** The admin listener. */
  Listener forOperators(Consumer<RoutesConfig> routes) {
    ServingConfig config = base.config();
    return Listener.start(
        new Listener.Settings(
            "admin",
            config.adminHost(),
            config.adminPort(),
            ADMIN_THREADS,
            idle(),
            Optional.of(config.adminHosts())),
        writer,
        routes);
  }

  private Duration idle() {
    return base.config().hold().longest().plus(IDLE_BEYOND_HOLD);
  }
}
