package io.liveorigin.standalone.selector;

import static io.liveorigin.standalone.selector.SelectorFixture.TRACK;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitDecision;
import static io.liveorigin.standalone.selector.SelectorFixture.awaitReady;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.run.Selector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant: topics whose names Kafka takes for the same stop no cell, whenever they come. */
class CollidingNamesFaultIT {
  @TempDir Path directory;

  @Test
  void cells_live_with_topics_whose_names_collide() {
    try (SelectorFixture fixture = new SelectorFixture()) {
      fixture.apply(List.of("a", "b"));
      try (Selector one = fixture.start("one", directory.resolve("one"))) {
        awaitReady(one);
        // In one request: the broker refuses the second of two.
        fixture.create(
            List.of(
                Topics.segments("q.b"),
                Topics.segments("q_b"),
                Topics.inits("q.b"),
                Topics.inits("q_b")));
        fixture.raw(Topics.segments("q_b"), 0, "x", new byte[] {1});
        try (Selector two = fixture.start("two", directory.resolve("two"))) {
          awaitReady(two);
          long number = SelectorFixture.currentNumber() + 100;
          fixture.put("a", number, "beside them");
          awaitDecision(two.index(), new SegmentAddress(TRACK, number));
          awaitDecision(one.index(), new SegmentAddress(TRACK, number));
          awaitReady(one);
        }
      }
    }
  }
}
