package io.liveorigin.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatedLineFilterTest {
  private long nanos;
  private final RepeatedLineFilter filter = new RepeatedLineFilter(() -> nanos);
  private final LeftOutConverter converter = new LeftOutConverter();
  private final LoggerContext context = new LoggerContext();

  private LoggingEvent event(String logger, Level level, String message, Object... arguments) {
    return new LoggingEvent("x", context.getLogger(logger), level, message, null, arguments);
  }

  private boolean passes(LoggingEvent event) {
    return filter.decide(event) != FilterReply.DENY;
  }

  @Test
  void aMessageRepeatsSixtyTimesAMinuteWhateverItsArgumentsAre() {
    for (int i = 0; i < RepeatedLineFilter.LINES; i++) {
      assertThat(passes(event("a", Level.WARN, "{} is lost", i))).isTrue();
    }
    nanos += Duration.ofSeconds(59).toNanos();
    for (int i = 0; i < 7; i++) {
      assertThat(passes(event("a", Level.WARN, "{} is lost", i))).isFalse();
    }
    assertThat(passes(event("a", Level.WARN, "another one"))).isTrue();
    assertThat(passes(event("b", Level.ERROR, "{} is lost", 1))).isTrue();

    nanos += Duration.ofSeconds(1).toNanos();
    LoggingEvent next = event("a", Level.WARN, "{} is lost", 8);
    assertThat(passes(next)).isTrue();
    assertThat(converter.convert(next)).isEqualTo(" (7 more like it were left out)");
    LoggingEvent last = event("a", Level.WARN, "{} is lost", 9);
    assertThat(passes(last)).isTrue();
    assertThat(converter.convert(last)).isEmpty();
  }

  @Test
  void linesThatWarnOfNothingAreNotBounded() {
    for (int i = 0; i <= RepeatedLineFilter.LINES; i++) {
      assertThat(passes(event("access.public", Level.INFO, "{} {}", "GET", i))).isTrue();
    }
  }

  @Test
  void whatIsKeptOfMessagesIsBounded() {
    for (int i = 0; i < RepeatedLineFilter.LINES; i++) {
      passes(event("a", Level.WARN, "old"));
    }
    assertThat(passes(event("a", Level.WARN, "old"))).isFalse();
    for (int i = 0; i < 1000; i++) {
      passes(event("a", Level.WARN, "made of what came from outside: " + i));
    }
    assertThat(passes(event("a", Level.WARN, "old"))).isTrue();
  }
}
