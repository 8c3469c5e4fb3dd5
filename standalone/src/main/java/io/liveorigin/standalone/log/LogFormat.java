package io.liveorigin.standalone.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log is written to standard error. */
public enum LogFormat {
  /** For a person: the format of logback.xml. */
  TEXT,
  /** For a collector of logs: see {@link JsonLineEncoder}. */
  JSON;

  /** The appender of logback.xml. */
  private static final String APPENDER = "stderr";

  /** Sets the format of this process. Call it before the first line. */
  public void apply() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(context);
    }
  }

  /** Returns the format in force in this process. */
  public static LogFormat current() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                instanceof ConsoleAppender<ILoggingEvent> appender
            && appender.getEncoder() instanceof JsonLineEncoder
        ? JSON
        : TEXT;
  }

  void apply(LoggerContext context) {
    if (this == JSON
        && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
            instanceof ConsoleAppender<ILoggingEvent> appender) {
      JsonLineEncoder encoder = new JsonLineEncoder();
      encoder.setContext(context);
      encoder.start();
      appender.setEncoder(encoder);
    }
  }
}
