package io.liveorigin.selector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.SegmentDuration;
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
  private static final SegmentDuration TWO_SECONDS = new SegmentDuration(2, 1);

  private static Candidate off(long ticks) {
    List<Defect> defects =
        ticks == 0
            ? List.of()
            : List.of(
                Defect.of(
                    DefectKind.DECODE_TIME_MISMATCH,
                    DefectSource.INGEST,
                    Map.of("delta", ticks, "timescale", 90_000L)));
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

  /** What is said about each of these segments in a row, as segments. */
  private static List<Object> said(long... ticks) {
    List<Object> said = new ArrayList<>();
    for (int i = 0; i < ticks.length; i++) {
      List<Candidate> before = i < 1 ? List.of() : List.of(off(ticks[i - 1]));
      List<Candidate> beforeThat = i < 2 ? List.of() : List.of(off(ticks[i - 2]));
      for (Defect d : NumberingOffset.check(TWO_SECONDS, off(ticks[i]), before, beforeThat)) {
        assertThat(d.mediaAffecting()).isFalse();
        said.add(i + ":" + d.parameters().get("segments"));
      }
    }
    return said;
  }

  @Test
  void a_run_of_segments_that_are_off_by_whole_ones_is_named_once() {
    assertThat(said(0, 0, 180_000, 180_000, 180_000, 180_000)).containsExactly("3:1");
    assertThat(said(-540_000, -540_000, -540_000)).containsExactly("1:-3");
  }

  @Test
  void each_run_is_named() {
    assertThat(said(180_000, 180_000, 0, 180_000, 180_000, 360_000, 360_000))
        .containsExactly("1:1", "4:1", "6:2");
  }

  @Test
  void a_frame_more_or_less_is_tolerated_and_half_a_segment_is_no_whole_one() {
    assertThat(said(183_000, 177_000)).containsExactly("1:1");
    assertThat(said(90_000, 90_000, 90_000)).isEmpty();
    assertThat(said(3_003, 3_003)).isEmpty();
  }

  @Test
  void one_alone_is_none() {
    assertThat(said(0, 180_000, 0, 360_000, 180_000)).isEmpty();
  }

  @Test
  void parameters_at_their_limits_do_no_harm() {
    assertThat(said(999_999_999_999_999L, -999_999_999_999_999L, 999_999_999_999_999L)).isEmpty();
  }
}
