package io.liveorigin.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestWordTest {
  private static final List<String> KNOWN =
      List.of("--kafka", "--kafka-config", "event", "patience", "timeShiftBufferDepth");

  @ParameterizedTest
  @CsvSource({
    "patiense, patience",
    "patinece, patience",
    "Patience, patience",
    "time-shift-buffer-depth, timeShiftBufferDepth",
    "timeShift, timeShiftBufferDepth",
    "evnt, event",
    "events, event",
    "--kafak, --kafka",
    "--kafka-confg, --kafka-config",
  })
  void aMistypedWordIsRecognized(String typed, String meant) {
    assertThat(ClosestWord.of(typed, KNOWN)).hasValue(meant);
    assertThat(ClosestWord.hint(typed, KNOWN)).isEqualTo("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"colour", "x", "--", "even more than that", "''"})
  void anotherWordIsNot(String typed) {
    assertThat(ClosestWord.of(typed, KNOWN)).isEmpty();
    assertThat(ClosestWord.hint(typed, KNOWN)).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsNoWord() {
    assertThat(ClosestWord.of("e".repeat(10_000), KNOWN)).isEmpty();
  }
}
