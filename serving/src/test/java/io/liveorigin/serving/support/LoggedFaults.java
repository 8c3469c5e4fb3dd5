package io.liveorigin.serving.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * What the log says that an operator would have to look into: errors, and warnings with a cause.
 */
public final class LoggedFaults extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /** Listens until it is closed. */
  public LoggedFaults() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    setContext(context);
    start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
    boolean caused =
        event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null;
    if (error || caused) {
      faults.add(
          event.getLevel()
              + " "
              + event.getLoggerName()
              + " "
              + event.getFormattedMessage()
              + (event.getThrowableProxy() == null
                  ? ""
                  : " " + event.getThrowableProxy().getClassName()));
    }
  }

  /** Since the start. */
  public List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    ((LoggerContext) getContext())
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .detachAppender(this);
    stop();
  }
}
