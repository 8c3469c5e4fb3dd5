package io.liveorigin.selector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberingOffsetTest {
  private static Candidate off(Map<String, Object> parameters) {
    List<Defect> defects =
        parameters.isEmpty()
            ? List.of()
            : List.of(Defect.of(DefectKind.DECODE_TIME_MISMATCH, DefectSource.INGEST, parameters));
    return new Candidate(
        "a",
        new RecordPosition("segments.a", 0, 0),
        Digest.of(new byte[0]),
        1,
        "video/mp4",
        0,
        Facts.NONE,
        defects);
  }

  private static Candidate off(long segments) {
    // The delta contradicts on purpose: the number of segments that inspection stated counts.
    return segments == 0
        ? off(Map.of())
        : off(Map.of("delta", 7L, "timescale", 90_000L, "segments", segments));
  }

  /** Returns the reported offset, in segments, for each of these consecutive segments. */
  private static List<Object> said(long... segments) {
    List<Object> said = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      List<Candidate> before = i < 1 ? List.of() : List.of(off(segments[i - 1]));
      List<Candidate> beforeThat = i < 2 ? List.of() : List.of(off(segments[i - 2]));
      for (Defect d : NumberingOffset.check(off(segments[i]), before, beforeThat)) {
        assertThat(d.mediaAffecting()).isFalse();
        said.add(i + ":" + d.parameters().get("segments"));
      }
    }
    return said;
  }

  @Test
  void a_run_of_segments_that_are_off_by_whole_ones_is_named_once() {
    assertThat(said(0, 0, 1, 1, 1, 1)).containsExactly("3:1");
    assertThat(said(-3, -3, -3)).containsExactly("1:-3");
  }

  @Test
  void each_run_is_named() {
    assertThat(said(1, 1, 0, 1, 1, 2, 2)).containsExactly("1:1", "4:1", "6:2");
  }

  @Test
  void one_alone_is_none() {
    assertThat(said(0, 1, 0, 2, 1)).isEmpty();
  }

  /**
   * Inspection states an offset in segments only if it is a whole number of them; packagers may
   * write anything.
   */
  @Test
  void what_is_not_off_by_whole_segments_is_no_offset() {
    for (Map<String, Object> parameters :
        List.<Map<String, Object>>of(
            Map.of("delta", 180_000L, "timescale", 90_000L),
            Map.of("segments", "1"),
            Map.of("segments", 0L))) {
      assertThat(NumberingOffset.check(off(parameters), List.of(off(parameters)), List.of(off(0))))
          .isEmpty();
    }
  }
}
