package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.selector.topology.CrashStory.Opening;
import io.liveorigin.selector.topology.CrashStory.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories that {@link CrashStoryTest} found in long campaigns and that random ones rarely contain.
 */
class FoundStoriesTest {
  private static final Path DIRECTORY = Path.of("target", "no-cell");

  /**
   * The first number of a track is decided, and the process dies before it looks at the number
   * again. The next process must know that the track has begun, although nobody publishes the
   * second number.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_track_whose_first_decision_was_the_last_deed_of_a_process_has_begun(boolean diskLost) {
    CrashTeller teller = new CrashTeller(DIRECTORY);
    teller.tell(
        new CrashStory(
            new Opening(CrashStory.PIPELINES, 0, 0),
            List.of(
                clean(0),
                clean(2),
                new Step.Consume("segments.a"),
                new Step.Commit(),
                new Step.Crash(diskLost, 0))));
    assertThat(teller.cell().accepted())
        .filteredOn(a -> ((SegmentAddress) a.decision().address()).number() == 1)
        .extracting(a -> a.decision().reason())
        .containsExactly(Reason.MISSING);
  }

  private static Step clean(int index) {
    return new Step.Put("a", index, 0, false, 1);
  }
}
