package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.Fault;
import io.liveorigin.packager.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoEventTest {
  private static final EventDefinition EVENT = DemoEvent.definition();

  @Test
  void theEventIsThatOfTheClipWithAWindowOfFiveMinutes() {
    EventDefinition clip = Clip.eventDefinition("demo", "clip", List.of("a", "b"));
    assertThat(EVENT)
        .usingRecursiveComparison()
        .ignoringFields("timeShiftBufferDepth")
        .isEqualTo(clip);
    assertThat(EVENT.timeShiftBufferDepth()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theFaultsFitTheEvent() {
    assertThatCode(() -> DemoEvent.faults().requireKnown(EVENT)).doesNotThrowAnyException();
  }

  @Test
  void everyKindOfFaultThatTheDemoPromisesIsInTheScript() {
    assertThat(DemoEvent.faults().rules())
        .extracting(FaultRule::pipeline, rule -> rule.fault().getClass().getSimpleName())
        .contains(
            tuple("a", "Drop"),
            tuple("b", "LoseSamples"),
            tuple("a", "HalveRate"),
            tuple("a", "DeclareClean"),
            tuple("b", "Truncate"),
            tuple("a", "Silent"));
  }

  @Test
  void aIsSilentForTenSeconds() {
    FaultRule silent =
        DemoEvent.faults().rules().stream()
            .filter(rule -> rule.fault() instanceof Fault.Silent)
            .findFirst()
            .orElseThrow();
    long segments = silent.numbers().last() - silent.numbers().first() + 1;
    assertThat(EVENT.schedule().duration().millisCeil(segments)).isEqualTo(10_000);
  }

  @Test
  void allFaultsAreOverAndDecidedWithinThirtySecondsWheneverItStarts() {
    Schedule schedule = EVENT.schedule();
    for (long start = 0; start < 2_000; start += 100) {
      // The first number is the one whose media is not over at the start.
      long first = schedule.startNumber() + schedule.duration().countFloor(start);
      for (FaultRule rule : DemoEvent.faults().rules()) {
        assertThat(rule.numbers().relative()).isTrue();
        assertThat(schedule.decided(first + rule.numbers().last()))
            .isLessThanOrEqualTo(start + 30_000);
      }
    }
  }
}
