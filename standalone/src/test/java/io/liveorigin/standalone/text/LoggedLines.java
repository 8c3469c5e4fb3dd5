package io.liveorigin.standalone.text;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;

/** Writes events as a configuration file of logback says. */
final class LoggedLines implements AutoCloseable {
  private final LoggerContext context = new LoggerContext();
  private final Encoder<ILoggingEvent> encoder;

  LoggedLines(Path configuration) {
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(configuration.toFile());
    } catch (JoranException e) {
      throw new AssertionError(e);
    }
    encoder =
        ((ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr"))
            .getEncoder();
  }

  String written(String logger, Throwable thrown, String message, Object... values) {
    return new String(
        encoder.encode(
            new LoggingEvent(
                LoggedLines.class.getName(),
                context.getLogger(logger),
                Level.WARN,
                message,
                thrown,
                values)),
        StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.stop();
  }
}
