package io.liveorigin.standalone.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Prints how many lines like this one {@link RepeatedLineFilter} has left out; nothing if it has
 * left out none. In logback.xml: {@code %leftOut}.
 */
public final class LeftOutConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String leftOut = LogFields.of(event).get(RepeatedLineFilter.LEFT_OUT);
    return leftOut == null ? "" : " (" + leftOut + " more like it were left out)";
  }
}
