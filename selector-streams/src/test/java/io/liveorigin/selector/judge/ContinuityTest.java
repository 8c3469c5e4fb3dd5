package io.liveorigin.selector.judge;

import static io.liveorigin.selector.judge.TrackSamples.SEGMENT;
import static io.liveorigin.selector.judge.TrackSamples.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuityTest {
  private static final Defect BAD =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 3L));
  private static final Defect OFF =
      Defect.of(DefectKind.DECODE_TIME_MISMATCH, DefectSource.INGEST, Map.of("delta", 3L));

  private static Candidate at(long number, long ticksOff, Defect... defects) {
    return candidate(
        TrackSamples.facts(number * SEGMENT + ticksOff, 50, TrackSamples.FRAME, "x"), defects);
  }

  @Test
  void goesOnWhereTheOneBeforeEnded() {
    assertThat(Continuity.check(at(8, 0), List.of(at(7, 0)))).isEmpty();
    assertThat(Continuity.check(at(8, 700), List.of(at(7, 700)))).isEmpty();
    assertThat(Continuity.check(at(8, 0), List.of())).isEmpty();
  }

  /** One millisecond is 12.8 ticks. */
  @ParameterizedTest
  @ValueSource(longs = {-12, -1, 1, 12})
  void roundingIsNoGap(long ticks) {
    assertThat(Continuity.check(at(8, ticks), List.of(at(7, 0)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-256, -13, 13, 256})
  void aGapBelowOneFrameIsFound(long ticks) {
    assertThat(Continuity.check(at(8, ticks), List.of(at(7, 0))))
        .hasValueSatisfying(
            d -> {
              assertThat(d.kind()).isEqualTo(DefectKind.DISCONTINUITY);
              assertThat(d.source()).isEqualTo(DefectSource.SELECTOR);
              assertThat(d.parameters())
                  .containsEntry("delta", ticks)
                  .containsEntry("timescale", 12_800L)
                  .containsEntry("delta-ms", ticks * 1000 / 12_800);
            });
  }

  @Test
  void aGoodSegmentAfterABadOneIsNotBlamed() {
    assertThat(Continuity.check(at(8, 0), List.of(at(7, -900, BAD)))).isEmpty();
    assertThat(Continuity.check(at(8, 5000, OFF), List.of(at(7, -900, BAD)))).isPresent();
    assertThat(Continuity.check(at(8, 5000, OFF), List.of(at(7, 0)))).isPresent();
  }

  @Test
  void goingOnFromOneOfSeveralCopiesIsEnough() {
    assertThat(Continuity.check(at(8, 0), List.of(at(7, -900), at(7, 0)))).isEmpty();
  }

  @Test
  void nothingGoesOnFromALastSegment() {
    Candidate last = candidate(TrackSamples.last(7, "x"));
    assertThat(Continuity.check(at(8, 900), List.of(last))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 25_600})
  void absurdTimesAreNoTrouble(long decodeTime) {
    Candidate absurd = candidate(TrackSamples.facts(decodeTime, 50, 512, "x"));
    assertThat(Continuity.check(at(8, 0), List.of(absurd))).isEmpty();
    assertThat(Continuity.check(absurd, List.of(at(7, 0)))).isEmpty();
  }
}
