package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationParserTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "60s, PT1M",
    "5m, PT5M",
    "6h, PT6H",
    "2d, PT48H",
    "0s, PT0S",
    "1h30m, PT90M",
    "PT10M, PT10M",
    "PT1M30S, PT90S"
  })
  void peopleWriteThemShort(String text, Duration expected) {
    assertThat(DurationParser.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "60",
        "s",
        "-5s",
        "1.5s",
        "5 s",
        "5S",
        "60sec",
        "9999999999s",
        "PT-1S",
        "30m1h"
      })
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> DurationParser.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a duration; write it as 500ms, 30s");
  }

  /** Instants are computed with them. */
  @ParameterizedTest
  @ValueSource(strings = {"36501d", "PT9223372036854775807S"})
  void oneThatIsLongerThanALifeIsRefused(String text) {
    assertThatThrownBy(() -> DurationParser.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is too long; it may be 36500d at most");
  }
}
