package io.liveorigin.standalone.selector;

import static io.liveorigin.standalone.selector.SelectorFixture.TRACK;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitDecision;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.run.Selector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant: no stream thread dies because topics of pipelines appear, in whatever order. */
class PipelinesAppearFaultIT {
  @TempDir Path directory;

  /** The tasks of such a cell are made while there is no topic of any pipeline. */
  @Test
  void a_cell_that_starts_before_the_first_pipeline_keeps_its_thread() {
    try (SelectorFixture fixture = new SelectorFixture();
        Selector cell = fixture.start("one", directory.resolve("one"))) {
      awaitReady(cell);
      List<String> before = streamThreads();
      assertThat(before).hasSize(1);
      // The supervisor finds a dead state updater by this name (StateUpdaters).
      assertThat(threads("StateUpdater"))
          .containsExactly(before.get(0).replace("-StreamThread-", "-StateUpdater-"));

      fixture.create(List.of(Topics.segments("a")));
      fixture.create(List.of(Topics.inits("a")));
      fixture.apply(List.of("a", "b"));
      long number = SelectorFixture.currentNumber() + 100;
      fixture.put("a", number, "the first");
      awaitDecision(cell.index(), new SegmentAddress(TRACK, number));

      fixture.create(List.of(Topics.segments("c")));
      fixture.apply(List.of("c"));
      fixture.put("c", number + 1, "of a pipeline that came later");
      awaitDecision(cell.index(), new SegmentAddress(TRACK, number + 1));
      assertThat(streamThreads()).isEqualTo(before);
    }
  }

  /** One that died is replaced by one of another name. */
  private static List<String> streamThreads() {
    return threads("StreamThread");
  }

  private static List<String> threads(String kind) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("one-.*" + kind + "-\\d+"))
        .sorted()
        .toList();
  }
}
