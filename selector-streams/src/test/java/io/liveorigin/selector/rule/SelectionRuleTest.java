package io.liveorigin.selector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a copy that is not clean waits for other copies, by the arrival of the first one. */
class SelectionRuleTest {
  private static final long DUE = 1_000_000;
  private static final long PATIENCE = 1_000;
  private static final long DECIDED = DUE + PATIENCE;
  private static final long MISSING = DECIDED + 700;

  /** The latest credible arrival. */
  private static final long LATEST = DECIDED + 24 * 3_600_000;

  @ParameterizedTest
  @ValueSource(longs = {0, DUE, DECIDED})
  void what_came_in_time_is_decided_in_time(long arrival) {
    assertThat(at(DECIDED - 1, defective(arrival))).isEqualTo(new Verdict.WaitUntil(DECIDED));
    assertThat(at(DECIDED, defective(arrival))).isInstanceOf(Verdict.Choose.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {DECIDED + 1, DECIDED + 60_000, LATEST})
  void what_came_late_gives_the_others_the_patience_from_then_on(long arrival) {
    long until = arrival + PATIENCE;
    assertThat(at(until - 1, defective(arrival))).isEqualTo(new Verdict.WaitUntil(until));
    assertThat(at(until, defective(arrival)))
        .isEqualTo(new Verdict.Choose(Optional.of(defective(arrival)), Reason.LEAST_BAD));
  }

  /** Otherwise the clock of one ingest could keep a number open for ever. */
  @ParameterizedTest
  @ValueSource(longs = {LATEST + 1, 4_000_000_000_000L, Long.MAX_VALUE})
  void an_arrival_in_a_far_future_is_not_believed(long arrival) {
    long until = LATEST + PATIENCE;
    assertThat(at(0, defective(arrival))).isEqualTo(new Verdict.WaitUntil(until));
    assertThat(at(until, defective(arrival))).isInstanceOf(Verdict.Choose.class);
  }

  @Test
  void what_nobody_published_is_missing_when_its_time_has_come() {
    assertThat(at(MISSING - 1)).isEqualTo(new Verdict.WaitUntil(MISSING));
    assertThat(at(MISSING)).isEqualTo(new Verdict.Choose(Optional.empty(), Reason.MISSING));
  }

  @Test
  void the_first_arrival_counts_and_not_the_last() {
    Candidate late = defective(DECIDED + 60_000);
    assertThat(at(DECIDED, defective(DUE), late)).isInstanceOf(Verdict.Choose.class);
  }

  private static Verdict at(long now, Candidate... candidates) {
    return SelectionRule.evaluate(
        new SelectionRule.Situation(
            List.of("a", "b"),
            List.of(),
            List.of(candidates),
            Optional.empty(),
            DUE,
            DECIDED,
            OptionalLong.of(MISSING)),
        now);
  }

  private static Candidate defective(long arrival) {
    return new Candidate(
        "a",
        new RecordPosition("segments.a", 0, 1),
        Digest.of(new byte[] {1}),
        1,
        "video/mp4",
        arrival,
        Facts.NONE,
        List.of(
            Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L))));
  }
}
