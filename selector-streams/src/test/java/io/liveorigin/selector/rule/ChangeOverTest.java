package io.liveorigin.selector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.task.SampleEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeOverTest {
  private static final Schedule SCHEDULE = SampleEvent.event().schedule();
  private static final Digest FIRST = Digest.of(new byte[] {1});
  private static final Digest SECOND = Digest.of(new byte[] {2});
  private static final InitTimeline ONE = InitTimeline.only(FIRST);

  /** Segments last 2 s. A current node has read everything that was recorded 3 s ago. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1_000, 1_999, 2_000, 2_001, 3_999})
  void it_counts_from_a_number_that_nobody_can_have_listed(long phase) {
    long now = SCHEDULE.mediaStart(SampleEvent.NUMBER) + phase;
    ChangeOver over = ChangeOver.at(SCHEDULE, ONE, now);
    long begins = SCHEDULE.mediaStart(over.from());
    assertThat(begins).isBetween(now + 4_000, now + 5_999);
    assertThat(over.notAfter()).isGreaterThanOrEqualTo(now + 500).isEqualTo(begins - 3_500);
  }

  @Test
  void it_comes_after_the_one_before() {
    long now = SCHEDULE.mediaStart(SampleEvent.NUMBER);
    InitTimeline two = ONE.with(new InitChange(SECOND, SampleEvent.NUMBER + 50));
    assertThat(ChangeOver.at(SCHEDULE, two, now).from()).isEqualTo(SampleEvent.NUMBER + 51);
  }

  @Test
  void it_is_a_number_of_the_event() {
    Schedule later = SampleEvent.event(List.of("a"), Instant.ofEpochMilli(1_000_000), 7).schedule();
    assertThat(ChangeOver.at(later, ONE, 0).from()).isEqualTo(later.firstNumber());
  }
}
