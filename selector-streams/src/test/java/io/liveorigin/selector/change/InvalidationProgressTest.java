package io.liveorigin.selector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Invalidation;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvalidationProgressTest {
  private static final SegmentAddress FIRST = new SegmentAddress(Track.of("t", "e", "v0"), 1);
  private static final SegmentAddress SECOND = new SegmentAddress(Track.of("t", "e", "v0"), 2);
  private static final Invalidation ORDER =
      new Invalidation("t", "e", "i", null, null, null, null, 7L, null, null);

  private final Set<SegmentAddress> onTheirWay = new HashSet<>();
  private final InvalidationProgress progress =
      new InvalidationProgress(address -> !onTheirWay.contains(address));

  @Test
  void withoutWorkItIsSettledAtOnceAndOnce() {
    progress.await(ORDER);
    assertThat(progress.take(false)).containsExactly(ORDER);
    assertThat(progress.take(false)).isEmpty();
  }

  @Test
  void workThatIsLeftDelaysIt() {
    progress.await(ORDER);
    assertThat(progress.take(true)).isEmpty();
    assertThat(progress.take(false)).containsExactly(ORDER);
  }

  @Test
  void aDecisionOnItsWayThroughTheLogDelaysIt() {
    onTheirWay.add(FIRST);
    onTheirWay.add(SECOND);
    progress.evaluated(FIRST);
    progress.evaluated(SECOND);
    progress.await(ORDER);
    assertThat(progress.take(false)).isEmpty();
    onTheirWay.remove(FIRST);
    assertThat(progress.take(false)).isEmpty();
    onTheirWay.remove(SECOND);
    assertThat(progress.take(false)).containsExactly(ORDER);
  }

  @Test
  void whatWasSettledWhenItWasLookedAtDelaysNothing() {
    progress.evaluated(FIRST);
    onTheirWay.add(FIRST);
    progress.await(ORDER);
    assertThat(progress.take(false)).containsExactly(ORDER);
  }
}
