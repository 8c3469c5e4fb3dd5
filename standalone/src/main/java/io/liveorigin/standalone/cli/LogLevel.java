package io.liveorigin.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Log levels. Commands with an output of their own log only what a person has to look at. */
final class LogLevel {
  private LogLevel() {}

  static void quiet() {
    set("io.liveorigin", Level.WARN);
  }

  /**
   * Silences Kafka's clients. A client that reaches no broker repeats its warning; the command says
   * it once, at its end.
   */
  static void quietClients() {
    set("org.apache.kafka.clients", Level.ERROR);
  }

  /** Silences everything but faults of the origin, for a command that reports failures itself. */
  static void quietFully() {
    set("io.liveorigin", Level.ERROR);
    set("org.apache.kafka", Level.ERROR);
  }

  /** Logs a line for each request to the public and the admin listener. */
  static void accesses() {
    set("access", Level.INFO);
  }

  private static void set(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }
}
