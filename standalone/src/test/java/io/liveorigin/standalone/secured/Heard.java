package io.liveorigin.standalone.secured;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open. */
final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  Heard() {
    setContext(root.getLoggerContext());
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(
        event.getLevel()
            + " "
            + event.getFormattedMessage()
            + (event.getThrowableProxy() == null
                ? ""
                : " " + ThrowableProxyUtil.asString(event.getThrowableProxy())));
  }

  /** Warnings and errors that have all of these words. */
  boolean warned(String... words) {
    return lines.stream()
        .filter(line -> line.startsWith(Level.WARN + " ") || line.startsWith(Level.ERROR + " "))
        .anyMatch(
            line -> {
              for (String word : words) {
                if (!line.contains(word)) {
                  return false;
                }
              }
              return true;
            });
  }

  String all() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
