package io.liveorigin.standalone.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.liveorigin.standalone.text.PrintableText;
import io.liveorigin.standalone.text.RedactedText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes each event of the log as one line of JSON (RFC 8259): {@code time} (RFC 3339, UTC), {@code
 * level}, {@code logger}, {@code thread}, {@code message}, then the fields of {@link LogFields},
 * and {@code error} with the stack trace. Nothing that looks like a secret is written ({@link
 * RedactedText}), and every character can be seen ({@link PrintableText}). Any thread.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().toString());
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("thread", event.getThreadName());
      out.writeStringField("message", RedactedText.of(event.getFormattedMessage()));
      for (Map.Entry<String, String> field : LogFields.of(event).entrySet()) {
        out.writeStringField(field.getKey(), RedactedText.of(field.getValue()));
      }
      if (event.getThrowableProxy() != null) {
        String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
        out.writeStringField("error", RedactedText.of(trace));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Outside of strings, JSON has no character that would be escaped.
    return (PrintableText.line(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
