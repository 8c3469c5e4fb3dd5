package io.liveorigin.selector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Invalidation;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final SegmentAddress FIRST = new SegmentAddress(Track.of("t", "e", "v0"), 1);
  private static final SegmentAddress SECOND = new SegmentAddress(Track.of("t", "e", "v0"), 2);
  private static final Invalidation ORDER =
      new Invalidation("t", "e", "i", null, null, null, null, 7L, null, null);

  private final Set<SegmentAddress> onTheirWay = new HashSet<>();
  private final Settling settling = new Settling(address -> !onTheirWay.contains(address));

  @Test
  void withoutWorkItIsSettledAtOnceAndOnce() {
    settling.await(ORDER);
    assertThat(settling.take(false)).containsExactly(ORDER);
    assertThat(settling.take(false)).isEmpty();
  }

  @Test
  void workThatIsLeftDelaysIt() {
    settling.await(ORDER);
    assertThat(settling.take(true)).isEmpty();
    assertThat(settling.take(false)).containsExactly(ORDER);
  }

  @Test
  void aDecisionOnItsWayThroughTheLogDelaysIt() {
    onTheirWay.add(FIRST);
    onTheirWay.add(SECOND);
    settling.looked(FIRST);
    settling.looked(SECOND);
    settling.await(ORDER);
    assertThat(settling.take(false)).isEmpty();
    onTheirWay.remove(FIRST);
    assertThat(settling.take(false)).isEmpty();
    onTheirWay.remove(SECOND);
    assertThat(settling.take(false)).containsExactly(ORDER);
  }

  @Test
  void whatWasSettledWhenItWasLookedAtDelaysNothing() {
    settling.looked(FIRST);
    onTheirWay.add(FIRST);
    settling.await(ORDER);
    assertThat(settling.take(false)).containsExactly(ORDER);
  }
}
