package io.liveorigin.serving.timeline;

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

class ReferenceNumbersTest {
  private static Schedule schedule(SegmentDuration duration, long retry, long window, long start) {
    return new Schedule(
        0, duration, 0, 1_000, 1_000, retry, window, OptionalLong.of(start), OptionalLong.empty());
  }

  /** 2 s segments; the number that is 6 behind the live edge is gone. */
  private static Schedule twoSeconds(long window, long first) {
    return schedule(new SegmentDuration(2, 1), 10_000, window, first * 2_000);
  }

  private static List<Long> blocks(Schedule schedule, long edge) {
    return ReferenceNumbers.at(schedule, edge).stream().map(NumberRange::first).toList();
  }

  @Test
  void theyAreTheFirstOfTheNewestBlockOfEachSize() {
    Schedule hour = twoSeconds(3_600_000, 0);
    assertThat(ReferenceNumbers.at(hour, 1_024 + 9)).containsExactly(new NumberRange(1_024, 1_027));
    assertThat(blocks(hour, 1_024 + 8))
        .as("not all are gone")
        .containsExactly(0L, 768L, 960L, 1_008L);
    assertThat(blocks(hour, 2_000)).containsExactly(1_024L, 1_792L, 1_984L);
  }

  @Test
  void aShortWindowHasSmallBlocksAndAVeryShortOneNone() {
    assertThat(blocks(twoSeconds(60_000, 0), 2_000)).containsExactly(1_984L);
    assertThat(blocks(twoSeconds(200_000, 0), 2_000)).containsExactly(1_984L);
    assertThat(blocks(twoSeconds(40_000, 0), 2_000)).isEmpty();
  }

  @Test
  void aYoungEventHasSmallBlocks() {
    assertThat(blocks(twoSeconds(3_600_000, 1_980), 1_992)).isEmpty();
    assertThat(blocks(twoSeconds(3_600_000, 1_980), 1_993)).containsExactly(1_984L);
    assertThat(blocks(twoSeconds(3_600_000, 1_980), 2_057)).containsExactly(2_048L);
  }

  /** Else nodes would differ: what has left the window may be forgotten, or not. */
  @Property
  void allOfThemAreGoneAndAllOfThemAreInTheWindow(
      @ForAll @IntRange(min = 3_000, max = 200_000) int ticks,
      @ForAll @LongRange(min = 1_000, max = 60_000) long retry,
      @ForAll @LongRange(min = 60_000, max = 5_000_000) long window,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long edge) {
    Schedule schedule = schedule(new SegmentDuration(ticks, 30_000), retry, window, 0);

    assertThat(ReferenceNumbers.at(schedule, edge))
        .allSatisfy(
            numbers -> {
              assertThat(schedule.gone(numbers.last())).isLessThanOrEqualTo(schedule.due(edge));
              assertThat(schedule.windowStart(schedule.due(edge + 1) - 1))
                  .isLessThanOrEqualTo(numbers.first());
            });
  }

  /** So the instant of a change follows from the block that counts. */
  @Property
  void aBlockIsLeftOnlyForOneThatBeginsAtThatEdge(
      @ForAll @LongRange(min = 1_000, max = 60_000) long retry,
      @ForAll @LongRange(min = 60_000, max = 5_000_000) long window,
      @ForAll @LongRange(min = 1, max = 20_000) long edge) {
    Schedule schedule = schedule(new SegmentDuration(2, 1), retry, window, 100_000);
    List<NumberRange> before = ReferenceNumbers.at(schedule, edge - 1);
    List<NumberRange> now = ReferenceNumbers.at(schedule, edge);

    if (now.equals(before)) {
      return;
    }
    NumberRange begun = now.get(now.size() - 1);
    assertThat(ReferenceNumbers.since(schedule, begun)).isEqualTo(schedule.due(edge));
    assertThat(before).containsAll(now.subList(0, now.size() - 1));
  }
}
