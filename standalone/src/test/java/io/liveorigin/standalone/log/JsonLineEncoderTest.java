package io.liveorigin.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** With the logback.xml of the product. */
class JsonLineEncoderTest {
  private static final String SECRET = "lo_s3cr3t-canary-s3cr3t-canary-s3cr3t-canary-s3c";

  private final LoggerContext context = new LoggerContext();
  private ConsoleAppender<ILoggingEvent> appender;

  @BeforeEach
  void configure() throws JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormat.class.getResource("/logback.xml"));
    LogFormat.JSON.apply(context);
    appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("stderr");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private LoggingEvent event(String message, Throwable thrown, Object... arguments) {
    Logger logger = context.getLogger("io.liveorigin.x");
    LoggingEvent event = new LoggingEvent("x", logger, Level.WARN, message, thrown, arguments);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
    return event;
  }

  private String line(ILoggingEvent event) {
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private JsonNode read(ILoggingEvent event) throws IOException {
    String line = line(event);
    assertThat(line).endsWith("}\n").hasLineCount(1);
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aLineNamesSegmentEventAndTenantOfItsArguments() throws IOException {
    SegmentAddress segment =
        new SegmentAddress(new Track(new EventId("acme", "cup"), "v0", 0), 900);
    LoggingEvent event = event("the bytes of {} are lost ({})", null, segment, "why");
    event.addKeyValuePair(new KeyValuePair("pipeline", "a"));
    JsonNode json = read(event);
    assertThat(json.get("time").asText()).isEqualTo("2026-01-02T03:04:05.006Z");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("logger").asText()).isEqualTo("io.liveorigin.x");
    assertThat(json.get("message").asText())
        .isEqualTo("the bytes of " + segment + " are lost (why)");
    assertThat(json.get("segment").asText()).isEqualTo("acme/cup/v0/900");
    assertThat(json.get("event").asText()).isEqualTo("acme/cup");
    assertThat(json.get("tenant").asText()).isEqualTo("acme");
    assertThat(json.get("pipeline").asText()).isEqualTo("a");
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void anEventAloneIsNamed() throws IOException {
    JsonNode json = read(event("{} is over", null, new EventId("acme", "cup")));
    assertThat(json.get("event").asText()).isEqualTo("acme/cup");
    assertThat(json.has("segment")).isFalse();
  }

  @Test
  void nothingBeginsALineOrHidesInOne() throws IOException {
    String forged = "x\n\r\u001b[2J\u009b31m\u0085\u2028\u202e\"}{\"level\":\"INFO\"";
    JsonNode json = read(event("{} is unknown", null, forged));
    assertThat(json.get("message").asText()).isEqualTo(forged + " is unknown");
    assertThat(line(event("{}", null, forged)).chars()).allMatch(c -> c == '\n' || c >= ' ');
    assertThat(line(event("{}", null, forged))).doesNotContain("\u202e", "\u2028", "\u0085");
  }

  @Test
  void neitherMessageNorFieldNorTraceHasASecret() throws IOException {
    LoggingEvent event =
        event("{} is refused", new IllegalStateException("bad " + SECRET), "token " + SECRET);
    event.addKeyValuePair(new KeyValuePair("by", SECRET));
    assertThat(line(event)).doesNotContain("s3cr3t-canary").contains("lo_…");
    assertThat(read(event).get("error").asText())
        .startsWith("java.lang.IllegalStateException: bad lo_…")
        .contains("JsonLineEncoderTest");
  }
}
