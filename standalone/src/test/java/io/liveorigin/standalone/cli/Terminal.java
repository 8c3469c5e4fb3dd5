package io.liveorigin.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.liveorigin.standalone.process.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Runs a command in this process and keeps what it prints. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandContext context;

  Terminal() {
    this(Map.of());
  }

  Terminal(Map<String, String> environment) {
    this.context =
        new CommandContext(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            environment,
            false,
            Clock.systemUTC(),
            new StopSignal());
  }

  /** Levels of the log that the command sets are for a process of its own, and end with it. */
  int run(String... args) {
    LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    Map<Logger, Level> before = new HashMap<>();
    log.getLoggerList().forEach(logger -> before.put(logger, logger.getLevel()));
    try {
      return OriginCommand.execute(context, args);
    } finally {
      log.getLoggerList().forEach(logger -> logger.setLevel(before.get(logger)));
    }
  }

  CommandContext surroundings() {
    return context;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
