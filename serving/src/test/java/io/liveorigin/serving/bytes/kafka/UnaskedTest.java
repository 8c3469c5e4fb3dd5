package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.support.Samples;
import org.junit.jupiter.api.Test;

class UnaskedTest {
  private static final Digest ONE = Digest.of(Samples.bytes(10, 1));
  private static final Digest TWO = Digest.of(Samples.bytes(10, 2));

  private final Unasked unasked = new Unasked(100, 1_000);

  @Test
  void whatIsAskedForMakesRoom() {
    assertThat(unasked.add(ONE, 60, 0)).isTrue();
    assertThat(unasked.add(TWO, 60, 1)).isFalse();
    assertThat(unasked.remove(ONE)).isTrue();
    assertThat(unasked.remove(ONE)).isFalse();
    assertThat(unasked.add(TWO, 60, 2)).isTrue();
  }

  @Test
  void whatNobodyCameForMakesRoomToo() {
    unasked.add(ONE, 60, 0);
    assertThat(unasked.add(TWO, 60, 999)).isFalse();
    assertThat(unasked.add(TWO, 60, 1_000)).isTrue();
    assertThat(unasked.remove(ONE)).isFalse();
  }
}
