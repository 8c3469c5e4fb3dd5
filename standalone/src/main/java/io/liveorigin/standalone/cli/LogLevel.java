package io.liveorigin.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Commands with an output of their own log only what somebody has to look at. */
final class LogLevel {
  private LogLevel() {}

  static void quiet() {
    if (LoggerFactory.getLogger("io.liveorigin") instanceof Logger logger) {
      logger.setLevel(Level.WARN);
    }
  }
}
