package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.support.Samples;
import org.junit.jupiter.api.Test;

class UnusedPrefetchTest {
  private static final Digest ONE = Digest.of(Samples.bytes(10, 1));
  private static final Digest TWO = Digest.of(Samples.bytes(10, 2));

  private final UnusedPrefetch unused = new UnusedPrefetch(100, 1_000);

  @Test
  void whatIsAskedForMakesRoom() {
    assertThat(unused.add(ONE, 60, 0)).isTrue();
    assertThat(unused.add(TWO, 60, 1)).isFalse();
    assertThat(unused.remove(ONE)).isTrue();
    assertThat(unused.remove(ONE)).isFalse();
    assertThat(unused.add(TWO, 60, 2)).isTrue();
  }

  @Test
  void whatNobodyCameForMakesRoomToo() {
    unused.add(ONE, 60, 0);
    assertThat(unused.add(TWO, 60, 999)).isFalse();
    assertThat(unused.add(TWO, 60, 1_000)).isTrue();
    assertThat(unused.remove(ONE)).isFalse();
  }
}
