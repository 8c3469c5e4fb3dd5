package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An unforeseen fault ends neither the thread nor work that does not depend on it. */
class GuardsTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final Schedule SCHEDULE = SampleEvent.event().schedule();

  private final SelectorHarness selector = new SelectorHarness();

  @AfterEach
  void close() {
    selector.close();
  }

  /**
   * Looks at addresses, on arrival and by the clock, and the watch for absence all request proof.
   */
  @Test
  void every_step_of_a_tick_and_every_record_is_guarded_for_itself() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
    selector.put("b", NUMBER - 1, "before");
    selector.advanceTo(SCHEDULE.due(NUMBER - 1) + 40);
    // One number waits for its instant, the other arrives while the fault lasts.
    selector.put("b", NUMBER, "b0");
    selector.faulty(true);
    selector.put("b", NUMBER + 1, "b1");
    selector.advanceTo(SCHEDULE.gone(NUMBER + 1) + 15_000);
    assertThat(selector.processedOf(Topics.segments("b"))).isEqualTo(3);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();

    selector.faulty(false);
    selector.put("a", NUMBER, "a0");
    selector.put("a", NUMBER + 2, "a2");
    selector.advance(1_000);
    assertThat(winner(NUMBER)).isEqualTo("a");
    assertThat(winner(NUMBER + 2)).isEqualTo("a");
    assertThat(selector.defects()).anyMatch(d -> d.kind().equals("missing-segment"));
  }

  /** A momentary fault costs no segment its decision, even if no more records arrive for it. */
  @Test
  void an_address_whose_look_failed_gets_another_one() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
    selector.put("b", NUMBER - 1, "before");
    selector.advanceTo(SCHEDULE.due(NUMBER - 1) + 40);
    // The look by the clock fails for the first number, the look on arrival for the second.
    selector.put("b", NUMBER, "b0");
    selector.faulty(true);
    selector.put("b", NUMBER + 1, "b1");
    selector.advanceTo(SCHEDULE.due(NUMBER + 1) + 40);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    assertThat(selector.stores().chosen(NUMBER + 1)).isEmpty();

    selector.faulty(false);
    selector.advance(10_000);
    assertThat(winner(NUMBER)).isEqualTo("b");
    assertThat(winner(NUMBER + 1)).isEqualTo("b");
  }

  private String winner(long number) {
    return selector
        .stores()
        .chosen(number)
        .flatMap(Decision::winner)
        .map(Candidate::pipeline)
        .orElse("none");
  }
}
