package io.liveorigin.selector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentCandidatesTest {
  private static final int LIMIT = 200;
  private static final Track TRACK = new Track(new EventId("acme", "final"), "v1", 0);

  private final RecentCandidates recent = new RecentCandidates(LIMIT);

  @Test
  void a_track_that_goes_on_keeps_its_newest_numbers() {
    for (long number = 0; number < 10 * LIMIT; number++) {
      recent.put(new SegmentAddress(TRACK, number), List.of());
      assertThat(recent.size()).isLessThanOrEqualTo((int) RecentCandidates.KEPT);
    }
    assertThat(recent.get(new SegmentAddress(TRACK, 10 * LIMIT - RecentCandidates.KEPT)))
        .isPresent();
  }

  @Test
  void what_comes_in_another_order_is_bounded_too() {
    for (long number = 10 * LIMIT; number > 0; number--) {
      recent.put(new SegmentAddress(TRACK, number), List.of());
    }
    assertThat(recent.size()).isEqualTo(LIMIT);
    assertThat(recent.get(new SegmentAddress(TRACK, 1))).isPresent();
  }
}
