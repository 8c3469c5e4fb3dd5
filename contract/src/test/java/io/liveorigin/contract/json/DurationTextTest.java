package io.liveorigin.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "90s, PT90S",
    "10m, PT10M",
    "1h30m, PT90M",
    "2d, PT48H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "1s500ms, PT1.5S",
    "0s, PT0S",
    "-40ms, PT-0.04S",
    "999999999d, PT23999999976H",
    "PT10M, PT10M",
    "PT1.5S, PT1.5S",
    "-PT1S, PT-1S",
    "P2D, PT48H",
  })
  void unitsAndIsoAreRead(String text, Duration expected) {
    assertThat(DurationText.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "10",
        "s",
        "1.5s",
        "10 m",
        "10M",
        "30m1h",
        "1m1m",
        "--1s",
        "1w",
        "PT",
        "10min",
        "1000000000s",
        "PT10",
        "P1M",
        "soon"
      })
  void nothingElseIs(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
