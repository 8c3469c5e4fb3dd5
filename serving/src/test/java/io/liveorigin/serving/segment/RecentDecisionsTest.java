package io.liveorigin.serving.segment;

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

  /** A mask over hours: what the index says must not be hidden by what was known before. */
  @Test
  void anOldNumberThatIsDecidedAnewIsLeftToTheIndex() {
    accept(FIRST);
    accept(FIRST + 2 * RecentDecisions.NUMBERS);
    assertThat(recent.latest(address(FIRST))).as("numbers in between never came").isPresent();
    recent.accept(
        Samples.decision(
            address(FIRST), 2, Samples.candidate(address(FIRST), "b", new byte[] {2}, 0)));
    assertThat(recent.latest(address(FIRST))).isEmpty();
  }

  private void accept(long number) {
    SegmentAddress address = address(number);
    recent.accept(Samples.decision(address, 1, Samples.candidate(address, "a", new byte[] {1}, 0)));
  }

  private static SegmentAddress address(long number) {
    return new SegmentAddress(Samples.V0, number);
  }
}
