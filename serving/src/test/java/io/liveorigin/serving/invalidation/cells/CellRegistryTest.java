package io.liveorigin.serving.invalidation.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.wire.CellReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellRegistryTest {
  private static final Invalidation ORDER =
      new Invalidation("t", "e", "i", null, null, null, null, 7L, null, null);

  private final CellRegistry registry = new CellRegistry(Duration.ofSeconds(6));

  private void heard(String cell, long at, boolean ready, String... settled) {
    registry.record(new CellReport(cell, "n1", at, ready, List.of(settled)));
  }

  @Test
  void whoLivesAndHasNotCarriedItOutIsBehind() {
    heard("one", 1_000, true);
    heard("two", 1_000, true, ORDER.token());
    assertThat(registry.behind(ORDER, 2_000)).containsExactly("one/n1");
    heard("one", 2_000, true, ORDER.token());
    assertThat(registry.behind(ORDER, 2_000)).isEmpty();
  }

  @Test
  void whoIsSilentForLongerThanItsSessionOrNotReadyIsNotWaitedFor() {
    heard("one", 1_000, true);
    heard("two", 5_000, false);
    assertThat(registry.behind(ORDER, 7_000)).containsExactly("one/n1");
    assertThat(registry.behind(ORDER, 7_001)).isEmpty();
    heard("one", 8_000, true);
    assertThat(registry.behind(ORDER, 8_000)).containsExactly("one/n1");
  }

  @Test
  void theSameIdOrderedAgainIsAnotherOrder() {
    heard("one", 1_000, true, ORDER.token());
    assertThat(registry.behind(ORDER.taken(8, 0), 1_000)).containsExactly("one/n1");
  }

  @Test
  void itSaysHowEachStands() {
    heard("a", 10_000, true, ORDER.token());
    heard("b", 10_000, true);
    heard("c", 10_000, false);
    heard("d", 1_000, true);
    assertThat(registry.states(ORDER, 10_000).toString())
        .isEqualTo("{a/n1=settled, b/n1=behind, c/n1=not-ready, d/n1=silent}");
  }
}
