package io.liveorigin.serving.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.serving.support.Samples;
import org.junit.jupiter.api.Test;

class RecentDecisionsTest {
  private static final long FIRST = 1_000;

  private final RecentDecisions recent = new RecentDecisions(10_000);

  @Test
  void theNewestNumbersOfATrackAreKeptAndNoMore() {
    long last = FIRST + 2 * RecentDecisions.NUMBERS;
    for (long number = FIRST; number <= last; number++) {
      accept(number);
    }
    assertThat(recent.latest(address(last - RecentDecisions.NUMBERS + 1))).isPresent();
    assertThat(recent.latest(address(last - RecentDecisions.NUMBERS))).isEmpty();
    assertThat(recent.largestDecided(Samples.V0)).hasValue(last);
  }

  private void accept(long number) {
    SegmentAddress address = address(number);
    recent.accept(Samples.decision(address, 1, Samples.candidate(address, "a", new byte[] {1}, 0)));
  }

  private static SegmentAddress address(long number) {
    return new SegmentAddress(Samples.V0, number);
  }
}
