package io.liveorigin.serving.invalidation.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.Invalidation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledInvalidationsTest {
  private final List<Invalidation> kept = new ArrayList<>();
  private final SettledInvalidations settled = new SettledInvalidations(2, () -> kept);

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

  /** After a restart each partition reports all that is kept, before the next one begins. */
  @Test
  void noneIsForgottenHalfReported() {
    for (int i = 0; i < 1_000; i++) {
      kept.add(order(i));
    }
    kept.forEach(order -> settled.settled(0, order));
    assertThat(settled.tokens()).isEmpty();
    kept.forEach(order -> settled.settled(1, order));
    assertThat(settled.tokens()).hasSize(1_000).startsWith("t/e/i@0").endsWith("t/e/i@999");
  }

  @Test
  void whatIsDroppedFromControlIsForgotten() {
    kept.add(order(7));
    settled.settled(0, order(7));
    settled.settled(1, order(7));
    assertThat(settled.tokens()).hasSize(1);
    kept.clear();
    assertThat(settled.tokens()).isEmpty();
    settled.settled(0, order(7));
    kept.add(order(7));
    assertThat(settled.tokens()).isEmpty();
  }

  /** A partition may be ahead of the reader of control. */
  @Test
  void whatControlDoesNotHaveYetWaits() {
    settled.settled(0, order(7));
    assertThat(settled.tokens()).isEmpty();
    settled.settled(1, order(7));
    kept.add(order(7));
    assertThat(settled.tokens()).hasSize(1);
  }

  @Test
  void ofWhatControlNeverHadTheOldestGoes() {
    for (int i = 1; i <= 4_097; i++) {
      settled.settled(0, order(i));
      settled.settled(1, order(i));
    }
    assertThat(settled.tokens()).hasSize(4_096).startsWith("t/e/i@2");
  }
}
