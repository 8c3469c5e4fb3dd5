package io.liveorigin.contract.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.support.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
  private static Decision of(Optional<Candidate> winner, int revision) {
    return new Decision(
        Samples.SEGMENT, revision, winner, Reason.LEAST_BAD, List.of(), List.of(), 0, 0, "c");
  }

  @Test
  void onlyAValidWinnerIsPinned() {
    assertThat(of(Optional.of(Samples.valid("a")), 1).pinned()).isTrue();
    assertThat(of(Optional.of(Samples.defective("a")), 1).pinned()).isFalse();
    assertThat(of(Optional.empty(), 1).pinned()).isFalse();
  }

  @Test
  void revisionsStartAtOne() {
    assertThatThrownBy(() -> of(Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("revision must be at least 1, but is 0");
  }

  @Test
  void keepsItsOwnCopyOfTheLists() {
    List<Candidate> candidates = new ArrayList<>(List.of(Samples.valid("a")));
    List<String> masked = new ArrayList<>(List.of("b"));
    Decision decision =
        new Decision(
            Samples.SEGMENT, 1, Optional.empty(), Reason.MASK, candidates, masked, 0, 0, "c");
    candidates.clear();
    masked.clear();
    assertThat(decision.candidates()).hasSize(1);
    assertThat(decision.masked()).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "0,-1,0",
    "1000000,999500,0",
    "1000000,999499,1",
    "1000000,-1,999500",
    "1000000,1000001,0",
    "9223372036854775807,0,9223372036854775307",
    "-5,0,0"
  })
  void aRecordBeforeItsTimeIsEarlyBeyondWhatClocksMayDiffer(
      long notBefore, long recordTime, long early) {
    Decision decision =
        new Decision(
            Samples.SEGMENT,
            1,
            Optional.empty(),
            Reason.LEAST_BAD,
            List.of(),
            List.of(),
            0,
            0,
            "c",
            notBefore);
    assertThat(decision.early(recordTime)).isEqualTo(early);
  }

  /** The names are part of the format: analysts count by them. */
  @ParameterizedTest
  @CsvSource({
    "PREFERRED_VALID, preferred-valid",
    "FALLBACK_BAD, fallback-bad",
    "FALLBACK_DUE, fallback-due",
    "LEAST_BAD, least-bad",
    "UNCHECKED, unchecked",
    "UPGRADE, upgrade",
    "RECHECKED, rechecked",
    "UNREADABLE, unreadable",
    "MASK, mask",
    "OPERATOR, operator",
    "MISSING, missing",
    "FILLED, filled"
  })
  void reasonsHaveStableNames(Reason reason, String wire) {
    assertThat(reason.wire()).isEqualTo(wire);
    assertThat(Reason.of(wire)).hasValue(reason);
    assertThat(Reason.values()).hasSize(12);
  }

  @Test
  void otherReasonsAreUnknown() {
    assertThat(Reason.of("luck")).isEmpty();
    assertThat(Reason.of("MASK")).isEmpty();
  }
}
