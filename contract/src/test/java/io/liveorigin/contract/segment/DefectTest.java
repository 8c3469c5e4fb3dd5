package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DefectTest {
  private static Defect late(Map<String, Object> parameters) {
    return Defect.of(DefectKind.LATE, DefectSource.INGEST, parameters);
  }

  /** The wire names and severities are part of the format: consumers depend on them. */
  @ParameterizedTest
  @CsvSource({
    "LATE, late, 0",
    "MISSING_SEGMENT, missing-segment, 0",
    "CONFLICTING_REPUBLISH, conflicting-republish, 0",
    "PIPELINE_SILENT, pipeline-silent, 0",
    "PIPELINE_BACK, pipeline-back, 0",
    "NUMBERING_OFFSET, numbering-offset, 0",
    "DISCONTINUITY, discontinuity, 10",
    "DECODE_TIME_MISMATCH, decode-time-mismatch, 20",
    "DECLARATION_MISMATCH, declaration-mismatch, 15",
    "EXCESS_SAMPLES, excess-samples, 30",
    "LONGER_THAN_SCHEDULE, longer-than-schedule, 30",
    "SHORTER_THAN_SCHEDULE, shorter-than-schedule, 30",
    "MISSING_AUDIO_SAMPLES, missing-audio-samples, 50",
    "DROPPED_VIDEO_FRAMES, dropped-video-frames, 50",
    "FILLER, filler, 60",
    "NO_SYNC_SAMPLE, no-sync-sample, 70",
    "CODEC_MISMATCH, codec-mismatch, 80",
    "TRUNCATED, truncated, 90",
    "MALFORMED, malformed, 100",
    "UNREADABLE, unreadable, 100"
  })
  void kindsHaveNamesAndSeverities(DefectKind kind, String wire, int severity) {
    assertThat(kind.wire()).isEqualTo(wire);
    assertThat(DefectKind.of(wire)).hasValue(kind);
    assertThat(kind.severity()).isEqualTo(severity);
    assertThat(kind.mediaAffecting()).isEqualTo(severity > 0);
  }

  @Test
  void thatIsAllOfThem() {
    assertThat(DefectKind.values()).hasSize(21);
    assertThat(DefectKind.of("x-burnt")).hasValue(DefectKind.CUSTOM);
    assertThat(DefectKind.CUSTOM.severity()).isEqualTo(40);
    assertThat(DefectKind.of("custom")).isEmpty();
    assertThat(DefectKind.of("Late")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DefectSource.class)
  void sourcesAreReadByTheirWireName(DefectSource source) {
    assertThat(DefectSource.of(source.wire())).isEqualTo(source);
    assertThatThrownBy(() -> DefectSource.of(source.name()))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith("source must be packager, ingest or selector");
  }

  @Test
  void parametersAreSortedAndCannotBeChanged() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("timescale", 90_000L);
    given.put("delta", -3003L);
    Defect defect = late(given);
    given.clear();
    assertThat(defect.parameters().keySet()).containsExactly("delta", "timescale");
    assertThatThrownBy(() -> defect.parameters().put("x", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void acceptsWhatAStructuredFieldCanCarry() {
    for (Object value :
        List.of(0L, Defect.MAX_INTEGER, -Defect.MAX_INTEGER, true, "", " ~", "a".repeat(128))) {
      assertThat(late(Map.of("k", value)).parameters()).containsEntry("k", value);
    }
  }

  @Test
  void refusesWhatItCannot() {
    for (Object value :
        List.of(
            Defect.MAX_INTEGER + 1,
            -Defect.MAX_INTEGER - 1,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            1,
            1.5,
            "a".repeat(129),
            "é",
            "\n",
            "\u007f",
            Arrays.asList(1L))) {
      refuseParameter(Map.of("k", value), "parameter 'k' of defect late must be an integer");
    }
    refuseParameter(Map.of("", 1L), "parameter ''");
    refuseParameter(Map.of("K", 1L), "parameter 'K'");
    refuseParameter(Map.of("1k", 1L), "parameter '1k'");
    refuseParameter(Map.of("k".repeat(33), 1L), "parameter 'kkk");
    refuseParameter(Map.of("source", "ingest"), "not be named source");
  }

  private static void refuseParameter(Map<String, Object> parameters, String message) {
    assertThatThrownBy(() -> late(parameters))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"burnt", "x-", "X-A", "''", "late late", "custom"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> new Defect(name, Map.of(), DefectSource.PACKAGER))
        .isInstanceOf(OriginException.class)
        .hasMessage("defect '" + name + "' must be one of the documented kinds or start with x-");
  }

  @Test
  void customKindsAreCarriedVerbatim() {
    Defect defect = new Defect("x-burnt-in", Map.of("where", "top"), DefectSource.PACKAGER);
    assertThat(defect.name()).isEqualTo("x-burnt-in");
    assertThat(defect.kind()).isEqualTo(DefectKind.CUSTOM);
    assertThat(defect.mediaAffecting()).isTrue();
  }
}
