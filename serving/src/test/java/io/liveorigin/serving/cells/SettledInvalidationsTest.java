package io.liveorigin.serving.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.Invalidation;
import org.junit.jupiter.api.Test;

class SettledInvalidationsTest {
  private final SettledInvalidations settled = new SettledInvalidations(2);

  private static Invalidation order(long requestedAt) {
    return new Invalidation("t", "e", "i", null, null, null, null, requestedAt, null, null);
  }

  @Test
  void everyPartitionMustHaveDoneItsPart() {
    settled.settled(0, order(7));
    settled.settled(0, order(7));
    assertThat(settled.tokens()).isEmpty();
    settled.settled(1, order(7));
    assertThat(settled.tokens()).containsExactly("t/e/i@7");
  }

  @Test
  void aLostPartitionMustSaySoAgain() {
    settled.settled(0, order(7));
    settled.settled(1, order(7));
    settled.lost(1);
    assertThat(settled.tokens()).isEmpty();
    settled.settled(1, order(7));
    assertThat(settled.tokens()).hasSize(1);
  }

  @Test
  void theLatestAreKept() {
    for (int i = 0; i < 300; i++) {
      settled.settled(0, order(i));
      settled.settled(1, order(i));
    }
    assertThat(settled.tokens()).hasSize(256).contains("t/e/i@299").doesNotContain("t/e/i@43");
  }
}
