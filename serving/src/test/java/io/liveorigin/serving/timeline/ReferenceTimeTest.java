package io.liveorigin.serving.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The media of number 100 ends at 202 s. */
class ReferenceTimeTest {
  private static final Schedule SCHEDULE = Samples.news().schedule();
  private static final long NUMBER = 100;
  private static final long CLOCK = 202_345;

  private static Optional<ReferenceTime> of(String pipeline, long named, long clock) {
    SegmentAddress address = new SegmentAddress(Samples.V0, NUMBER);
    Candidate winner = Samples.candidate(address, pipeline, Samples.bytes(10, 1), 203_000);
    return ReferenceTime.of(
        SCHEDULE, NUMBER, Samples.decision(address, 1, Samples.encoded(winner, named, clock)));
  }

  @Test
  void itIsTheEndOfTheMediaAndTheClockThen() {
    assertThat(of("a", NUMBER, CLOCK))
        .contains(
            new ReferenceTime(
                NUMBER, ProducerTimeType.ENCODER, 101 * 25_600, 12_800, CLOCK, 1_700_000_000_000L));
  }

  @Test
  void whatCannotBeIsIgnored() {
    assertThat(of(PipelineNameRules.ORIGIN, NUMBER, CLOCK)).as("a filler").isEmpty();
    assertThat(of("a", NUMBER + 1, CLOCK)).as("media of another number").isEmpty();
    assertThat(of("a", NUMBER, 202_000 + 10_000)).isPresent();
    assertThat(of("a", NUMBER, 202_000 + 10_001)).as("a clock of another time").isEmpty();
    assertThat(of("a", NUMBER, 202_000 - 10_001)).isEmpty();
    assertThat(of("a", NUMBER, Long.MIN_VALUE)).isEmpty();
    SegmentAddress address = new SegmentAddress(Samples.V0, NUMBER);
    assertThat(ReferenceTime.of(SCHEDULE, NUMBER, Samples.missing(address))).isEmpty();
  }

  @Test
  void aTimeWithoutATypeOrATimescaleSaysNothing() {
    SegmentAddress address = new SegmentAddress(Samples.V0, NUMBER);
    Candidate winner =
        Samples.encoded(Samples.candidate(address, "a", Samples.bytes(10, 1), 0), NUMBER, CLOCK);
    Facts f = winner.facts();
    Facts untyped = new Facts(f.tracks(), f.brands(), 1, f.producerTime(), f.setup(), false, false);
    TrackFacts unscaled = new TrackFacts(1, 0, NUMBER * 25_600, 50, 25_600, 512, true);
    Facts unknown =
        new Facts(
            List.of(unscaled),
            f.brands(),
            1,
            f.producerTime(),
            f.setup(),
            false,
            false,
            f.producerTimeType());

    for (Facts facts : List.of(untyped, unknown)) {
      assertThat(
              ReferenceTime.of(
                  SCHEDULE, NUMBER, Samples.decision(address, 1, winner.with(facts, List.of()))))
          .isEmpty();
    }
  }

  /** The clock goes back by as much as the media time is cut. */
  @Test
  void inAnotherTimescaleBothTimesAreEarlierAlike() {
    ReferenceTime time =
        new ReferenceTime(7, ProducerTimeType.CAPTURED, 96_256 + 48_000, 48_000, 10_000, 5);
    assertThat(time.in(1))
        .as("3.005 s")
        .isEqualTo(new ReferenceTime(7, ProducerTimeType.CAPTURED, 3, 1, 9_995, 5));
    assertThat(time.in(1_000))
        .isEqualTo(new ReferenceTime(7, ProducerTimeType.CAPTURED, 3_005, 1_000, 10_000, 5));
    assertThat(time.in(48_000)).isEqualTo(time);
  }
}
