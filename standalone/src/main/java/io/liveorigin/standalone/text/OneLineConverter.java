package io.liveorigin.standalone.text;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * Prints the text in its brackets as one line, whatever the message has in it (see {@link
 * PrintableText}), and without anything that looks like a secret (see {@link RedactedText}). In
 * logback.xml: {@code %oneLine(...)}. Any thread.
 */
public final class OneLineConverter extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String in) {
    return PrintableText.line(RedactedText.of(in));
  }
}
