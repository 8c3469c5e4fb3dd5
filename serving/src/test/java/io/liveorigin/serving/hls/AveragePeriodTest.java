package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AveragePeriodTest {
  private static final NumberRange ENDLESS = new NumberRange(0, Long.MAX_VALUE);

  private static Schedule schedule(SegmentDuration duration, long retry, long window) {
    return new Schedule(
        0, duration, 0, 1_000, 1_000, retry, window, OptionalLong.empty(), OptionalLong.empty());
  }

  /** 2 s segments; the number that is 6 behind the live edge is gone. */
  private static Schedule twoSeconds(long window) {
    return schedule(new SegmentDuration(2, 1), 10_000, window);
  }

  @Test
  void itIsTheNewestWholeBlockThatIsGone() {
    Schedule schedule = twoSeconds(600_000);
    assertThat(AveragePeriod.growing(schedule, ENDLESS, 133)).contains(new NumberRange(64, 127));
    assertThat(AveragePeriod.growing(schedule, ENDLESS, 132)).contains(new NumberRange(0, 63));
    assertThat(AveragePeriod.growing(schedule, ENDLESS, 68)).isEmpty();
    assertThat(AveragePeriod.growing(schedule, new NumberRange(1, Long.MAX_VALUE), 132))
        .as("begins with less than a block")
        .isEmpty();
    assertThat(AveragePeriod.growing(schedule, new NumberRange(0, 126), 1_000))
        .as("ends with less than a block")
        .contains(new NumberRange(0, 63));
  }

  @Test
  void aShortWindowHasSmallBlocksAndAVeryShortOneNone() {
    assertThat(AveragePeriod.growing(twoSeconds(60_000), ENDLESS, 1_000))
        .contains(new NumberRange(979, 989));
    assertThat(AveragePeriod.growing(twoSeconds(28_000), ENDLESS, 1_000)).isEmpty();
  }

  /** Else nodes would differ: what has left the window may be forgotten, or not. */
  @Property
  void allOfItIsGoneAndAllOfItIsInTheWindow(
      @ForAll @IntRange(min = 3_000, max = 200_000) int ticks,
      @ForAll @LongRange(min = 1_000, max = 60_000) long retry,
      @ForAll @LongRange(min = 60_000, max = 5_000_000) long window,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long edge) {
    Schedule schedule = schedule(new SegmentDuration(ticks, 30_000), retry, window);

    AveragePeriod.growing(schedule, ENDLESS, edge)
        .ifPresent(
            period -> {
              assertThat(period.count())
                  .isBetween((long) AveragePeriod.LEAST_BLOCK, (long) AveragePeriod.BLOCK);
              assertThat(period.first() % period.count()).isZero();
              assertThat(schedule.gone(period.last())).isLessThanOrEqualTo(schedule.due(edge));
              assertThat(schedule.windowStart(schedule.due(edge + 1) - 1))
                  .isLessThanOrEqualTo(period.first());
            });
  }

  @Test
  void ofACompleteListAllIsMeasuredUnlessItIsLong() {
    NumberRange list = new NumberRange(3, 514);
    assertThat(AveragePeriod.complete(list)).contains(list);
    assertThat(AveragePeriod.complete(new NumberRange(3, 515))).isEmpty();
    assertThat(AveragePeriod.complete(new NumberRange(3, 2))).isEmpty();
  }

  @Test
  void partsAreWholeBlocksAndTheRestAtBothEnds() {
    assertThat(AveragePeriod.parts(new NumberRange(63, 130)))
        .isEqualTo(
            List.of(new NumberRange(63, 63), new NumberRange(64, 127), new NumberRange(128, 130)));
    assertThat(AveragePeriod.parts(new NumberRange(64, 127))).hasSize(1);
  }
}
