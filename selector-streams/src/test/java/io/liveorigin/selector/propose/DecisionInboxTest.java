package io.liveorigin.selector.propose;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.selector.store.DecisionStore.Applied;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A decision that is read back is looked at once, by the task for which it was read back. */
class DecisionInboxTest {
  private static final SegmentAddress FIRST = new SegmentAddress(SampleEvent.TRACK, 1);
  private static final SegmentAddress SECOND = new SegmentAddress(SampleEvent.TRACK, 2);
  private static final InitAddress INIT = new InitAddress(SampleEvent.TRACK);

  private final DecisionInbox readBack = new DecisionInboxes().of(0);

  @Test
  void what_was_accepted_is_taken_once_and_media_segments_come_first() {
    accept(SECOND);
    accept(INIT);
    accept(FIRST);
    readBack.applied(new Applied.Ignored());
    assertThat(readBack.takeAccepted()).containsExactly(SECOND, FIRST, INIT);
    assertThat(readBack.takeAccepted()).isEmpty();
  }

  @Test
  void what_came_too_early_or_too_late_is_told_once_and_was_not_accepted() {
    Applied.TooEarly early = new Applied.TooEarly(decision(FIRST), 7);
    Applied.TooLate late = new Applied.TooLate(decision(SECOND));
    readBack.applied(early);
    readBack.applied(late);
    assertThat(readBack.takeAccepted()).isEmpty();
    assertThat(readBack.takeOutOfTime()).containsExactly(early, late);
    assertThat(readBack.takeOutOfTime()).isEmpty();
  }

  @Test
  void a_task_that_begins_finds_nothing_of_the_one_before() {
    accept(FIRST);
    readBack.applied(new Applied.TooEarly(decision(SECOND), 7));
    readBack.begin();
    assertThat(readBack.takeAccepted()).isEmpty();
    assertThat(readBack.takeOutOfTime()).isEmpty();
  }

  @Test
  void the_processors_of_a_partition_share_one_and_those_of_others_have_another() {
    DecisionInboxes all = new DecisionInboxes();
    assertThat(all.of(3)).isSameAs(all.of(3)).isNotSameAs(all.of(4));
  }

  private void accept(Address address) {
    readBack.applied(new Applied.Accepted(decision(address)));
  }

  private static Decision decision(Address address) {
    return new Decision(
        address, 1, Optional.empty(), Reason.LEAST_BAD, List.of(), List.of(), 0, 0, "cell");
  }
}
