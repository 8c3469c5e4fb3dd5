package io.liveorigin.selector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumptionTrackerTest {
  private static final String CONSUMER = "thread 1";
  private static final TopicPartition A = new TopicPartition("segments.a", 2);
  private final ConsumptionTracker tracker = new ConsumptionTracker();

  @BeforeEach
  void assign() {
    tracker.assigned(CONSUMER, Set.of(A));
  }

  @Test
  void nothing_is_proved_before_the_position_is_known() {
    tracker.observedEnd(A, 0, 1_000);
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
  }

  @Test
  void an_empty_partition_proves_absence() {
    tracker.position(A, 0);
    tracker.observedEnd(A, 0, 1_000);
    assertThat(consumedUntil()).isEqualTo(1_000);
  }

  @Test
  void a_record_that_was_handed_out_proves_nothing_until_it_is_processed() {
    tracker.delivered(A, 9);
    tracker.position(A, 10);
    tracker.observedEnd(A, 10, 1_000);
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
    tracker.processed("segments.a", 2, 8);
    tracker.observedEnd(A, 10, 2_000);
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
    tracker.processed("segments.a", 2, 9);
    tracker.observedEnd(A, 10, 3_000);
    assertThat(consumedUntil()).isEqualTo(3_000);
  }

  @Test
  void a_record_in_the_log_that_was_not_polled_proves_nothing() {
    tracker.position(A, 5);
    tracker.observedEnd(A, 6, 1_000);
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
  }

  @Test
  void a_steady_stream_does_not_push_the_proof_ahead_for_ever() {
    tracker.position(A, 0);
    for (int i = 1; i <= 100; i++) {
      // The end of the partition is always one record ahead of the processed position.
      tracker.observedEnd(A, i, i * 1_000L);
      tracker.delivered(A, i - 1);
      tracker.position(A, i);
      tracker.processed("segments.a", 2, i - 1);
    }
    tracker.observedEnd(A, 101, 101_000);
    assertThat(consumedUntil()).isEqualTo(100_000);
  }

  @Test
  void a_lost_partition_proves_nothing_any_more() {
    tracker.position(A, 0);
    tracker.observedEnd(A, 0, 1_000);
    tracker.assigned(CONSUMER, Set.of());
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
    assertThat(tracker.oldest()).isEmpty();
    tracker.assigned(CONSUMER, Set.of(A));
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
  }

  private long consumedUntil() {
    return tracker.consumedUntil("segments.a", 2);
  }

  @Test
  void each_consumer_says_only_what_is_its_own() {
    TopicPartition other = new TopicPartition("segments.a", 3);
    tracker.assigned("thread 2", Set.of(other));
    tracker.position(A, 0);
    tracker.position(other, 0);
    tracker.observedEnd(A, 0, 1_000);
    tracker.observedEnd(other, 0, 1_000);
    tracker.assigned(CONSUMER, Set.of(A));
    tracker.assigned("thread 2", Set.of(other));
    assertThat(tracker.assignment()).containsExactlyInAnyOrder(A, other);
    assertThat(tracker.oldest()).hasValue(1_000);
  }

  @Test
  void what_moves_to_another_consumer_is_proved_anew_and_is_not_taken_away_by_the_first() {
    tracker.position(A, 0);
    tracker.observedEnd(A, 0, 1_000);
    tracker.assigned("thread 2", Set.of(A));
    assertThat(consumedUntil()).isEqualTo(Evidence.NONE);
    tracker.assigned(CONSUMER, Set.of());
    assertThat(tracker.assignment()).containsExactly(A);
  }

  @Test
  void one_consumer_that_is_not_polled_shows_whatever_the_others_do() {
    tracker.polled(CONSUMER, 1_000);
    tracker.polled("thread 2", 2_000);
    assertThat(tracker.lastPoll()).isEqualTo(1_000);
    tracker.closed(CONSUMER);
    assertThat(tracker.lastPoll()).isEqualTo(2_000);
    assertThat(tracker.assignment()).isEmpty();
  }
}
