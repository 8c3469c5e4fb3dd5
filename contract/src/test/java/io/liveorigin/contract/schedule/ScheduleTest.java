package io.liveorigin.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.support.Rational;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long NOW = 1_790_000_000_000L;

  /** 2 s segments from 1970; 1 s latency, 1 s patience, 10 s retry, 60 s window. */
  private static Schedule plain() {
    return schedule(0, new SegmentDuration(2, 1), 0, OptionalLong.empty(), OptionalLong.empty());
  }

  private static Schedule schedule(
      long start, SegmentDuration duration, long first, OptionalLong from, OptionalLong to) {
    return new Schedule(start, duration, first, 1_000, 1_000, 10_000, 60_000, from, to);
  }

  @Test
  void theInstantsOfOneSegment() {
    Schedule schedule = plain();
    long n = 895_000_000L;
    assertThat(schedule.mediaStart(n)).isEqualTo(NOW);
    assertThat(schedule.mediaEnd(n)).isEqualTo(NOW + 2_000);
    assertThat(schedule.due(n)).isEqualTo(NOW + 3_000);
    assertThat(schedule.decided(n)).isEqualTo(NOW + 4_000);
    assertThat(schedule.gone(n)).isEqualTo(NOW + 13_000);
    assertThat(schedule.expires(n)).isEqualTo(NOW + 62_000);
  }

  @Test
  void theLiveEdgeMovesAtTheMillisecondAtWhichASegmentIsDue() {
    Schedule schedule = plain();
    assertThat(schedule.liveEdge(NOW + 2_999)).isEqualTo(894_999_999L);
    assertThat(schedule.liveEdge(NOW + 3_000)).isEqualTo(895_000_000L);
  }

  @Test
  void theWindowLosesASegmentAtTheMillisecondAtWhichItExpires() {
    Schedule schedule = plain();
    assertThat(schedule.windowStart(NOW + 61_999)).isEqualTo(895_000_000L);
    assertThat(schedule.windowStart(NOW + 62_000)).isEqualTo(895_000_001L);
    assertThat(schedule.oldestPermitted(NOW + 61_999)).isEqualTo(895_000_000L);
  }

  @Test
  void aPackagerMayBeFiveSegmentsAhead() {
    assertThat(plain().newestPermitted(NOW)).isEqualTo(895_000_005L);
  }

  @Test
  void segmentsOfAnUnevenDurationDoNotDrift() {
    Schedule schedule =
        schedule(
            0, new SegmentDuration(60_060, 30_000), 0, OptionalLong.empty(), OptionalLong.empty());
    // 1.79e9 s / 2.002 s = 894105894.1058941: a float of seconds would be off by microseconds.
    assertThat(schedule.mediaStart(894_105_894L)).isEqualTo(1_789_999_999_788L);
    assertThat(schedule.decodeTime(894_105_894L, 30_000)).isEqualTo(894_105_894L * 60_060);
  }

  @Test
  void anEventHasFirstAndLastNumbers() {
    Schedule schedule =
        schedule(
            NOW,
            new SegmentDuration(2, 1),
            100,
            OptionalLong.of(NOW + 5_000),
            OptionalLong.of(NOW + 20_000));
    assertThat(schedule.firstNumber()).isEqualTo(102);
    assertThat(schedule.lastNumber()).isEqualTo(109);
    assertThat(schedule.liveEdge(NOW + 1_000_000)).isEqualTo(109);
    assertThat(schedule.newestPermitted(NOW + 19_000)).isEqualTo(109);
    assertThat(schedule.windowStart(NOW)).isEqualTo(102);
    assertThat(schedule.windowStart(NOW + 1_000_000)).isGreaterThan(109);
    assertThat(schedule.liveEdge(NOW)).isLessThan(schedule.firstNumber());
  }

  @Test
  void aSegmentThatTheEndOnlyTouchesIsInTheEventAndTheNextIsNot() {
    Schedule cut =
        schedule(0, new SegmentDuration(2, 1), 0, OptionalLong.empty(), OptionalLong.of(20_001));
    assertThat(cut.lastNumber()).isEqualTo(10);
    Schedule even =
        schedule(0, new SegmentDuration(2, 1), 0, OptionalLong.empty(), OptionalLong.of(20_000));
    assertThat(even.lastNumber()).isEqualTo(9);
  }

  @Test
  void aStartBeforeTheMediaTimeZeroChangesNothing() {
    Schedule schedule =
        schedule(NOW, new SegmentDuration(2, 1), 7, OptionalLong.of(0), OptionalLong.empty());
    assertThat(schedule.firstNumber()).isEqualTo(7);
    assertThat(schedule.lastNumber()).isEqualTo(Long.MAX_VALUE);
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<SegmentDuration> durations =
        Arbitraries.oneOf(
            Arbitraries.of(
                new SegmentDuration(2, 1),
                new SegmentDuration(60_060, 30_000),
                new SegmentDuration(1001, 500),
                new SegmentDuration(1, 10),
                new SegmentDuration(172_800, 90_000)),
            Arbitraries.longs()
                .between(1, 9_000_000)
                .tuple2()
                .filter(t -> t.get1() <= 60 * t.get2() && t.get1() * 10 >= t.get2())
                .map(t -> new SegmentDuration(t.get1(), t.get2())));
    Arbitrary<Long> budgets = Arbitraries.longs().between(0, 600_000);
    return Combinators.combine(
            Arbitraries.longs().between(0, 2_000_000_000_000L),
            durations,
            Arbitraries.longs().between(0, 1_000_000_000L),
            budgets,
            budgets,
            budgets,
            Arbitraries.longs().between(10_000, 2_592_000_000L))
        .as(
            (start, duration, first, latency, patience, retry, window) ->
                new Schedule(
                    start,
                    duration,
                    first,
                    latency,
                    patience,
                    retry,
                    window,
                    OptionalLong.empty(),
                    OptionalLong.empty()));
  }

  @Property
  void theLiveEdgeIsTheLargestNumberThatIsDue(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(max = 4_000_000_000_000L) long now) {
    long edge = schedule.liveEdge(now);
    assertThat(schedule.due(edge)).isLessThanOrEqualTo(now);
    assertThat(schedule.due(edge + 1)).isGreaterThan(now);
  }

  @Property
  void theWindowStartsAtTheOldestNumberThatHasNotExpired(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(max = 4_000_000_000_000L) long now) {
    long oldest = schedule.windowStart(now);
    assertThat(schedule.expires(oldest)).isGreaterThan(now);
    if (oldest > schedule.firstNumber()) {
      assertThat(schedule.expires(oldest - 1)).isLessThanOrEqualTo(now);
    }
  }

  @Property
  void mediaTimesAreThoseOfExactArithmetic(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(max = 10_000_000_000L) long count) {
    long number = schedule.startNumber() + count;
    Rational segment = Rational.of(schedule.duration().duration(), schedule.duration().timescale());
    assertThat(schedule.mediaStart(number))
        .isEqualTo(
            schedule.availabilityStart()
                + segment.times(count).times(1000).ceil().longValueExact());
    assertThat(schedule.mediaEnd(number)).isEqualTo(schedule.mediaStart(number + 1));
    assertThat(schedule.due(number))
        .isEqualTo(schedule.mediaEnd(number) + schedule.expectedLatencyMillis());
    assertThat(schedule.decided(number))
        .isEqualTo(schedule.due(number) + schedule.patienceMillis());
    assertThat(schedule.gone(number))
        .isEqualTo(schedule.due(number) + schedule.retryDeadlineMillis());
  }

  @Provide
  Arbitrary<Long> timescales() {
    return Arbitraries.of(90_000L, 12_800L, 48_000L, 44_100L, 10_000_000L);
  }

  @Property
  void aDecodeTimeOnTheGridIsThatNumber(
      @ForAll("schedules") Schedule schedule,
      @ForAll("timescales") long timescale,
      @ForAll @LongRange(max = 10_000_000_000L) long count) {
    long number = schedule.startNumber() + count;
    assertThat(schedule.numberAt(schedule.decodeTime(number, timescale), timescale))
        .isEqualTo(number);
  }

  /** One AAC frame off the grid, either way, is still the same segment. */
  @Property
  void aFrameOffTheGridIsStillThatNumber(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(max = 10_000_000_000L) long count,
      @ForAll @LongRange(min = -1024, max = 1024) long offset) {
    long number = schedule.startNumber() + count;
    assertThat(schedule.numberAt(schedule.decodeTime(number, 48_000) + offset, 48_000))
        .isEqualTo(number);
  }

  @Property
  void noDecodeTimeFromTheNetworkThrows(
      @ForAll("schedules") Schedule schedule, @ForAll long time, @ForAll("timescales") long scale) {
    long number = schedule.numberAt(time, scale);
    assertThat(time < 0 || number >= schedule.startNumber()).isTrue();
  }
}
