package io.liveorigin.standalone;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.standalone.cli.CommandContext;
import io.liveorigin.standalone.cli.OriginCommand;
import io.liveorigin.standalone.process.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The process of the {@code origin} command. Ctrl-C and SIGTERM ask the command to stop; it closes
 * its parts, and its own exit code is that of the process.
 */
public final class OriginMain {
  /** Longer than an orderly stop of all parts takes. */
  private static final long CLOSE_SECONDS = 60;

  private OriginMain() {}

  public static void main(String[] args) {
    // Log messages of the JDK and of some libraries take the same way as all others.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    StopSignal stop = new StopSignal();
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger code = new AtomicInteger(1);
    Runtime.getRuntime()
        .addShutdownHook(NamedThreadFactory.one("shutdown", () -> endProcess(stop, ended, code)));
    Charset charset = Charset.defaultCharset();
    CommandContext context =
        new CommandContext(
            new PrintWriter(System.out, true, charset),
            new PrintWriter(System.err, true, charset),
            System.getenv(),
            // Set by the origin script, because Java versions differ in what they report about
            // consoles.
            Boolean.getBoolean("origin.terminal"),
            Clock.systemUTC(),
            stop);
    try {
      code.set(OriginCommand.execute(context, args));
    } finally {
      context.out().flush();
      context.err().flush();
      ended.countDown();
    }
    System.exit(code.get());
  }

  /**
   * Runs as the only hook. Without {@code halt}, a signal would end the process with an exit code
   * of its own.
   */
  private static void endProcess(StopSignal stop, CountDownLatch ended, AtomicInteger code) {
    stop.request();
    try {
      if (ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(code.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
