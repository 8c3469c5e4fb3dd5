package io.liveorigin.standalone.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * Bounds how often a warning or an error repeats: {@value #LINES} lines a minute of one logger and
 * one message, whatever its arguments are. The first line of a later minute tells how many were
 * left out before it. Lines of lower levels pass. Named in logback.xml; Logback instantiates it.
 * Thread-safe.
 */
public final class RepeatedLineFilter extends Filter<ILoggingEvent> {
  /** The field with the number of lines that were left out. */
  static final String LEFT_OUT = "leftOut";

  static final int LINES = 60;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MESSAGES = 1000;

  private final LongSupplier nanos;
  private final Map<Message, Window> windows = new RecentWindows();

  private record Message(String logger, String pattern) {}

  private static final class Window {
    private long from;
    private int lines;
    private long leftOut;
  }

  /** The messages that were logged last. */
  private static final class RecentWindows extends LinkedHashMap<Message, Window> {
    private static final long serialVersionUID = 1;

    RecentWindows() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Message, Window> eldest) {
      return size() > MESSAGES;
    }
  }

  /** For Logback. */
  public RepeatedLineFilter() {
    this(System::nanoTime);
  }

  RepeatedLineFilter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    long leftOut = pass(new Message(event.getLoggerName(), event.getMessage()));
    if (leftOut > 0 && event instanceof LoggingEvent line) {
      line.addKeyValuePair(new KeyValuePair(LEFT_OUT, leftOut));
    }
    return leftOut < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** Returns how many lines were left out before this one; -1 if this one is left out. */
  private synchronized long pass(Message message) {
    long now = nanos.getAsLong();
    Window window = windows.computeIfAbsent(message, m -> new Window());
    long leftOut = 0;
    if (window.lines == 0 || now - window.from >= WINDOW.toNanos()) {
      leftOut = window.leftOut;
      window.from = now;
      window.lines = 0;
      window.leftOut = 0;
    }
    if (window.lines == LINES) {
      window.leftOut++;
      return -1;
    }
    window.lines++;
    return leftOut;
  }
}
