package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.support.Generators;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefectsFieldTest {
  @Test
  void readsWhatAPackagerDeclares() {
    assertThat(
            DefectsField.readDeclared(
                "dropped-video-frames;count=12, missing-audio-samples;count=2048,"
                    + "decode-time-mismatch;delta=-3003;timescale=90000, x-burnt;where=top;sure"))
        .containsExactly(
            Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", 12L)),
            Defect.of(
                DefectKind.MISSING_AUDIO_SAMPLES, DefectSource.PACKAGER, Map.of("count", 2048L)),
            Defect.of(
                DefectKind.DECODE_TIME_MISMATCH,
                DefectSource.PACKAGER,
                Map.of("delta", -3003L, "timescale", 90_000L)),
            new Defect("x-burnt", Map.of("where", "top", "sure", true), DefectSource.PACKAGER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "    "})
  void nothingDeclaredIsNothingWrong(String text) {
    assertThat(DefectsField.readDeclared(text)).isEmpty();
    assertThat(DefectsField.write(List.of())).isEmpty();
  }

  /** The origin states the source of a defect: a packager cannot speak for ingest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "late;source=\"selector\"",
        "late;source=ingest",
        "late;source=ingest;source=selector",
        "late;source",
        "late;source=7"
      })
  void aDeclaredSourceIsNotBelieved(String text) {
    assertThat(DefectsField.readDeclared(text))
        .containsExactly(Defect.of(DefectKind.LATE, DefectSource.PACKAGER, Map.of()));
  }

  @Test
  void inRecordsTheSourceIsNeeded() {
    assertThatThrownBy(() -> DefectsField.read("late"))
        .hasMessageContaining("source must be packager, ingest or selector");
    assertThatThrownBy(() -> DefectsField.read("late;source=\"viewer\""))
        .hasMessage("source must be packager, ingest or selector, but is 'viewer'");
    assertThatThrownBy(() -> DefectsField.read("late;source=\"INGEST\""))
        .isInstanceOf(OriginException.class);
  }

  @Provide
  Arbitrary<List<Defect>> defects() {
    return Generators.defects().list().ofMaxSize(32);
  }

  @Property(tries = 500)
  void readsWhatItWrites(@ForAll("defects") List<Defect> defects) {
    String text = DefectsField.write(defects);
    assertThat(text).matches("[ -~]*");
    assertThat(DefectsField.read(text)).isEqualTo(defects);
    assertThat(DefectsField.readDeclared(text))
        .isEqualTo(
            defects.stream()
                .map(d -> new Defect(d.name(), d.parameters(), DefectSource.PACKAGER))
                .toList());
  }

  @Test
  void atMostThirtyTwoDefects() {
    assertThat(DefectsField.readDeclared(late(32))).hasSize(32);
    assertThatThrownBy(() -> DefectsField.readDeclared(late(33)))
        .isInstanceOf(OriginException.class)
        .hasMessage("Segment-Defects must have at most 32 members, but has 33");
  }

  private static String late(int count) {
    return IntStream.range(0, count).mapToObj(i -> "late;n=" + i).collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "burnt                         | defect 'burnt' must be one of the documented kinds",
        "Late                          | defect 'Late' must be one of the documented kinds",
        "custom                        | defect 'custom' must be one of the documented kinds",
        "x-                            | defect 'x-' must be one of the documented kinds",
        "x-A                           | defect 'x-A' must be one of the documented kinds",
        "late;count=1.5                | parameter count must be an integer, a boolean, a token or",
        "late;count=:AAAA:             | parameter count must be an integer, a boolean, a token or",
        "late;at=@1700000000           | not a structured-field list",
        "late;note=%\"caf%c3%a9\"      | not a structured-field list",
        "\"late\"                      | each member must be a token with parameters",
        "7                             | each member must be a token with parameters",
        "(late late)                   | each member must be a token with parameters",
        "late,                         | not a structured-field list",
        "late;                         | not a structured-field list",
        "late;count=1000000000000000   | not a structured-field list",
        "late;note=\"                  | not a structured-field list",
        "läte                          | not a structured-field list",
        "late;*b=1                     | parameter '*b' of defect late must be"
      })
  void refusesAllElse(String text, String message) {
    assertThatThrownBy(() -> DefectsField.readDeclared(text))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER))
        .hasMessageContaining(message);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().ascii().ofMaxLength(60),
        Arbitraries.strings().withChars("late;=,\"\\()?:@%*0159.- x").ofMaxLength(60),
        Arbitraries.strings().withChars("late;=,\"0159.- x").map("late;"::concat));
  }

  @Property(tries = 5000)
  void hostileTextOnlyEverThrowsOurException(@ForAll("hostile") String text) {
    for (Reading reading :
        List.<Reading>of(DefectsField::readDeclared, DefectsField::read, FactsField::read)) {
      try {
        reading.read(text);
      } catch (OriginException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER);
      }
    }
  }

  private interface Reading {
    Object read(String text);
  }
}
