package io.liveorigin.standalone.analyse.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.standalone.analyse.Records;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dropped-video-frames;count=12;duration-ms=480 | 12 video frames missing, 480 ms",
        "dropped-video-frames;count=1 | 1 video frame missing",
        "dropped-video-frames | video frames missing",
        "missing-audio-samples;count=2048;duration-ms=43 | 2048 audio samples missing, 43 ms",
        "excess-samples;count=3 | 3 samples too many",
        "decode-time-mismatch;delta=-3003;timescale=90000;delta-ms=-33"
            + " | is off the schedule: 33.4 ms early (-3003/90000 s)",
        "decode-time-mismatch;delta=5;timescale=0;delta-ms=7"
            + " | is off the schedule: 7 ms late (delta=5, timescale=0)",
        "discontinuity;delta=9000;timescale=90000"
            + " | does not continue the previous segment: 100.0 ms late (9000/90000 s)",
        "no-sync-sample | does not start with a sync sample",
        "longer-than-schedule;count=26;duration-ms=3040;excess-ms=1040;reason=\"key-frame-missed\""
            + " | is longer than the schedule by 1040 ms: a key frame was missed; it lasts 3040 ms"
            + " (count=26)",
        "shorter-than-schedule;duration-ms=960;shortfall-ms=1040"
            + " | is shorter than the schedule by 1040 ms; it lasts 960 ms",
        "declaration-mismatch;attribute=\"resolution\";declared=\"640x360\";found=\"320x180\""
            + " | is not what the event declares: resolution 320x180 instead of 640x360",
        "codec-mismatch;reason=\"other codec\" | does not fit its init segment: other codec",
        "truncated;missing=815 | cut off: 815 bytes missing",
        "malformed;reason=\"box size\";at=24 | cannot be read: box size, after 24 bytes",
        "late;due=1790000003000 | had not arrived when it was due, at 14:13:23.000Z",
        "missing-segment;due=1790000003000 | never arrived; it was due at 14:13:23.000Z",
        "conflicting-republish;previous=\"0123456789abcdef\""
            + " | not the same bytes as sent before (0123456789ab)",
        "pipeline-silent;due=1790000003000"
            + " | the pipeline publishes nothing from this number on; it was due at 14:13:23.000Z",
        "pipeline-back;since=100;missing=48;duration-ms=96000"
            + " | the pipeline publishes again: 48 numbers missing, from 100 on, 96.0 s",
        "numbering-offset;segments=1 | the pipeline's numbers are off by 1 segment",
        "x-black;seconds=3 | x-black (seconds=3)",
        "truncated;missing=1;later=?1 | cut off: 1 bytes missing (later=true)",
      })
  void aDefectInWords(String field, String words) {
    var defect = DefectsField.readDeclared(field).get(0);
    assertThat(DefectWords.of(defect.name(), defect.parameters())).isEqualTo(words);
  }

  @Test
  void aKindOfALaterVersionIsPrintedAsItIs() {
    assertThat(DefectWords.of("frozen", Map.of("ms", 3L))).isEqualTo("frozen (ms=3)");
  }

  @ParameterizedTest
  @EnumSource(DefectKind.class)
  void aParameterOfAWrongTypeIsShownAndBreaksNothing(DefectKind kind) {
    Map<String, Object> odd = Map.of("count", "x", "delta", true, "due", "y", "reason", 5L);
    assertThat(DefectWords.of(kind.wire(), odd)).contains("count=x", "delta=true", "due=y");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasWords(Reason reason) {
    var decision =
        Records.decision(
            Records.address("v0", Records.N),
            1,
            "b",
            reason,
            Records.copy("a", Records.N, -9, Records.dropped(DefectSource.INGEST)),
            Records.copy("b", Records.N, -5));
    assertThat(ReasonWords.of(decision, List.of("a", "b"))).isNotBlank().doesNotContain("null");
    if (reason == Reason.FALLBACK_BAD) {
      assertThat(ReasonWords.of(decision, List.of("a", "b")))
          .isEqualTo("clean, and a delivered a bad copy");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | clean, and every pipeline before it is masked",
        "2 | the masks changed, and this copy counts now"
      })
  void aMaskBeforeTheFirstDecisionAndOneAfterIt(int revision, String words) {
    var decision =
        Records.decision(
            Records.address("v0", Records.N),
            revision,
            "b",
            Reason.MASK,
            Records.copy("b", Records.N, -5));
    assertThat(ReasonWords.of(decision, List.of("a", "b"))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | exactly when due",
        "-350 | 350 ms before due",
        "9999 | 9999 ms after due",
        "12340 | 12.3 s after due",
        "-320000 | 5 min 20 s before due",
        "18000000 | 5 h 0 min after due"
      })
  void aTimeBesideAnother(long offset, String words) {
    assertThat(InstantText.relative(5_000_000_000L + offset, 5_000_000_000L, "due"))
        .isEqualTo(words);
  }

  @Test
  void instantsAreUtcToTheMillisecond() {
    assertThat(InstantText.utc(1_790_000_000_007L)).isEqualTo("2026-09-21T14:13:20.007Z");
  }
}
