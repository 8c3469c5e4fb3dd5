package io.liveorigin.packager.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTimesTest {
  @Test
  void isTheMediaEndPlusLatencyPlusJitterWithinBounds() {
    Schedule schedule = schedule(OptionalLong.empty());
    PublishTimes times = new PublishTimes(schedule, 300, 4, new Random(1));
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      drawn.add(times.draw(10) - schedule.mediaEnd(10));
    }
    assertThat(drawn).containsExactlyInAnyOrder(300L, 301L, 302L, 303L, 304L);
  }

  @Test
  void withoutJitterIsExactAndTheSameSeedRepeats() {
    Schedule schedule = schedule(OptionalLong.empty());

    assertThat(new PublishTimes(schedule, 300, 0, new Random(1)).draw(10)).isEqualTo(22_300);
    PublishTimes one = new PublishTimes(schedule, 0, 1000, new Random(5));
    PublishTimes same = new PublishTimes(schedule, 0, 1000, new Random(5));
    for (int number = 0; number < 20; number++) {
      assertThat(one.draw(number)).isEqualTo(same.draw(number));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "1999, 0",
    "2000, 1",
    "2001, 1",
    "1790000001999, 895000000",
    "1790000002000, 895000001"
  })
  void beginsWithTheFirstSegmentWhoseMediaIsNotOver(long now, long first) {
    assertThat(PublishTimes.firstNumber(schedule(OptionalLong.empty()), now)).isEqualTo(first);
  }

  @Test
  void doesNotBeginBeforeTheEvent() {
    assertThat(PublishTimes.firstNumber(schedule(OptionalLong.of(100_000)), 10_000)).isEqualTo(50);
  }

  private static Schedule schedule(OptionalLong startTime) {
    return new Schedule(
        0,
        new SegmentDuration(2, 1),
        0,
        1000,
        1000,
        10_000,
        600_000,
        startTime,
        OptionalLong.empty());
  }
}
