package io.liveorigin.selector.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateUpdatersTest {
  private static final String STREAM = "cell-node-StreamThread-1";
  private static final String UPDATER = "cell-node-StateUpdater-1";

  private final StateUpdaters updaters = new StateUpdaters();

  @Test
  void an_updater_that_dies_beside_its_stream_thread_is_lost() {
    assertThat(updaters.lost(List.of(STREAM), Set.of(STREAM, UPDATER))).isEmpty();
    assertThat(updaters.lost(List.of(STREAM), Set.of(STREAM))).containsExactly(STREAM);
  }

  @Test
  void a_stream_thread_that_starts_has_no_updater_yet() {
    assertThat(updaters.lost(List.of(STREAM), Set.of(STREAM))).isEmpty();
  }

  @Test
  void an_updater_may_end_with_its_stream_thread() {
    assertThat(updaters.lost(List.of(STREAM), Set.of(STREAM, UPDATER))).isEmpty();
    assertThat(updaters.lost(List.of(), Set.of())).isEmpty();
  }

  @Test
  void every_stream_thread_has_an_updater_of_its_own() {
    String other = "cell-node-StreamThread-2";
    String others = "cell-node-StateUpdater-2";
    List<String> both = List.of(STREAM, other);
    assertThat(updaters.lost(both, Set.of(STREAM, UPDATER, other, others))).isEmpty();
    assertThat(updaters.lost(both, Set.of(STREAM, UPDATER, other))).containsExactly(other);
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
