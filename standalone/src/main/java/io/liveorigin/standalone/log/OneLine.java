package io.liveorigin.standalone.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.liveorigin.standalone.text.Printable;
import io.liveorigin.standalone.text.Redacted;

/**
 * What is in its brackets, as one line whatever the message brings: see {@link Printable}; and
 * without what looks like a secret: see {@link Redacted}. In logback.xml: {@code %oneLine(...)}.
 * Any thread.
 */
public final class OneLine extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String in) {
    return Printable.line(Redacted.of(in));
  }
}
