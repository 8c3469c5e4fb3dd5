package io.liveorigin.serving.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final long NOW = 1_700_000_000L;

  /** The examples of RFC 9110, section 5.6.7: the same instant three times. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeFormsAreRead(String text) {
    assertThat(HttpDate.read(text, NOW)).isEqualTo(OptionalLong.of(784_111_777L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "now",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Fri, 31 Feb 2023 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sunday, 32-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT and much more of it",
        "1994-11-06T08:49:37Z"
      })
  void whatIsNoDateIsPassedOver(String text) {
    assertThat(HttpDate.read(text, NOW)).isEmpty();
  }

  @Test
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead() {
    assertThat(HttpDate.read("Wednesday, 01-Jan-73 00:00:00 GMT", NOW))
        .isEqualTo(OptionalLong.of(Instant.parse("2073-01-01T00:00:00Z").getEpochSecond()));
    assertThat(HttpDate.read("Tuesday, 01-Jan-74 00:00:00 GMT", NOW))
        .isEqualTo(OptionalLong.of(Instant.parse("1974-01-01T00:00:00Z").getEpochSecond()));
  }

  @Property
  void whatIsWrittenIsRead(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
    assertThat(HttpDate.read(HttpDate.write(seconds), NOW)).isEqualTo(OptionalLong.of(seconds));
  }
}
