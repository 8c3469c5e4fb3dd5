package io.liveorigin.selector.run;

import static io.liveorigin.selector.run.StateUpdaters.GRACE_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateUpdatersTest {
  private static final String STREAM = "cell-node-StreamThread-1";
  private static final String UPDATER = "cell-node-StateUpdater-1";
  private static final long NOW = 1_790_000_000_000L;

  private final StateUpdaters updaters = new StateUpdaters();

  private List<String> lost(long after, List<String> streamThreads, String... updatersAlive) {
    return updaters.lost(streamThreads, Set.of(updatersAlive), NOW + after);
  }

  @Test
  void an_updater_that_dies_beside_its_stream_thread_is_lost() {
    assertThat(lost(0, List.of(STREAM), UPDATER)).isEmpty();
    assertThat(lost(500, List.of(STREAM))).isEmpty();
    assertThat(lost(499 + GRACE_MILLIS, List.of(STREAM))).isEmpty();
    assertThat(lost(500 + GRACE_MILLIS, List.of(STREAM))).containsExactly(STREAM);
  }

  @Test
  void a_stream_thread_that_starts_has_no_updater_yet() {
    assertThat(lost(0, List.of(STREAM))).isEmpty();
    assertThat(lost(2 * GRACE_MILLIS, List.of(STREAM))).isEmpty();
  }

  @Test
  void a_stream_thread_that_replaces_another_starts_its_updater_later() {
    assertThat(lost(0, List.of(STREAM), UPDATER)).isEmpty();
    assertThat(lost(500, List.of(STREAM))).isEmpty();
    assertThat(lost(1_000, List.of(STREAM), UPDATER)).isEmpty();
    assertThat(lost(1_500, List.of(STREAM))).isEmpty();
    assertThat(lost(1_000 + GRACE_MILLIS, List.of(STREAM))).isEmpty();
  }

  @Test
  void an_updater_may_end_with_its_stream_thread() {
    assertThat(lost(0, List.of(STREAM), UPDATER)).isEmpty();
    assertThat(lost(500, List.of())).isEmpty();
    assertThat(lost(500 + GRACE_MILLIS, List.of())).isEmpty();
  }

  @Test
  void every_stream_thread_has_an_updater_of_its_own() {
    String other = "cell-node-StreamThread-2";
    String others = "cell-node-StateUpdater-2";
    List<String> both = List.of(STREAM, other);
    assertThat(lost(0, both, UPDATER, others)).isEmpty();
    assertThat(lost(500, both, UPDATER)).isEmpty();
    assertThat(lost(500 + GRACE_MILLIS, both, UPDATER)).containsExactly(other);
  }

  @Test
  void the_threads_of_this_process_are_found() throws InterruptedException {
    Thread thread = new Thread(() -> {}, "state-updaters-test");
    assertThat(StateUpdaters.threadsAlive())
        .contains(Thread.currentThread().getName())
        .doesNotContain("state-updaters-test");
    thread.start();
    thread.join();
    assertThat(StateUpdaters.threadsAlive()).doesNotContain("state-updaters-test");
  }
}
