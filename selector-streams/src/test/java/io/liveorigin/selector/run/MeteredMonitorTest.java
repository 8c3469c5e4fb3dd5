package io.liveorigin.selector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.selector.task.SampleEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredMonitorTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MeteredMonitor monitor =
      new MeteredMonitor(registry, "east", entry -> {}, () -> 0L);

  private static Decision decision(String cell) {
    return new Decision(
        new SegmentAddress(SampleEvent.TRACK, 7),
        1,
        Optional.empty(),
        Reason.MISSING,
        List.of(),
        List.of(),
        0,
        0,
        cell);
  }

  @Test
  void aDecisionThatIsTooEarlyIsBlamedOnTheCellThatMadeItOrOnABroker() {
    assertThat(monitor.tooEarly(decision("east"), 12))
        .startsWith("a decision of this cell on ")
        .endsWith(
            " was recorded 12 ms too early and is ignored: the clock of a node of this cell is"
                + " ahead, or the clock of a broker is behind");
    assertThat(monitor.tooEarly(decision("west"), 12))
        .startsWith("a decision of cell west on ")
        .endsWith("the clock of a node of that cell is ahead, or the clock of a broker is behind");
  }

  @Test
  void earlyDecisionsAreCountedByWhetherTheyAreOfThisCell() {
    monitor.early(decision("east"), 12);
    monitor.early(decision("west"), 12);
    monitor.early(decision("west"), 12);
    assertThat(early("true")).isEqualTo(1);
    assertThat(early("false")).isEqualTo(2);
  }

  private double early(String own) {
    return registry.get("origin.selector.early").tag("own", own).counter().count();
  }
}
