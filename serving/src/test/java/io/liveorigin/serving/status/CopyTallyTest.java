package io.liveorigin.serving.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyTallyTest {
  private static final EventId NEWS = new EventId("acme", "news");

  private final CopyTally tally = new CopyTally();

  private static Candidate copy(long number, long arrival, Defect... defects) {
    return Samples.candidate(TestNode.v0(number), "a", new byte[] {1}, arrival, defects);
  }

  @Test
  void theLatestArrivalCountsWhateverTheOrder() {
    tally.read(NEWS, copy(2, 200));
    tally.read(NEWS, copy(1, 100));
    CopyTally.PipelineCopies read = tally.of(NEWS, "a");
    assertThat(read.latest()).hasValue(200);
    assertThat(read.count()).isEqualTo(2);
    assertThat(tally.of(NEWS, "b").latest()).isEmpty();
  }

  @Test
  void kindsOfPackagersShareOneLabel() {
    tally.read(
        NEWS,
        copy(
            1,
            1,
            new Defect("x-one", Map.of(), DefectSource.PACKAGER),
            new Defect("x-two", Map.of(), DefectSource.PACKAGER)));
    assertThat(tally.of(NEWS, "a").defects()).isEqualTo(Map.of("custom", 2L));
  }

  @Test
  void nothingIsLeftOfAnEventThatEnded() {
    tally.read(NEWS, copy(1, 1));
    tally.filled(NEWS);
    tally.forget(NEWS);
    assertThat(tally.events()).isZero();
    assertThat(tally.fillers(NEWS)).isZero();
  }
}
