package io.liveorigin.standalone.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.top.TopFacts.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How counters grow, and how events stand. */
class RatesTest {
  @Test
  void aRateNeedsTwoLooksAndIsThatOfTheLastMinute() {
    Rates rates = new Rates();
    assertThat(rates.perSecond("c", 100, 0)).isEmpty();
    assertThat(rates.perSecond("c", 110, 2_000)).hasValue(5);
    assertThat(rates.perSecond("other", 1, 2_000)).isEmpty();
    assertThat(rates.perSecond("c", 110, 62_000)).hasValue(0);
    assertThat(rates.perSecond("c", 3, 63_000)).as("the node was restarted").isEmpty();
    assertThat(rates.perSecond("c", 5, 64_000)).hasValue(2);
    assertThat(rates.perSecond("c", 6, 1_000)).as("the clock was set").isEmpty();
  }

  @Test
  void aStateIsThatOfTheWorstPart() {
    assertThat(state(true, 3.0, 0.5, 1.5)).isEqualTo(State.LIVE);
    assertThat(state(true, 3.0, 0.5, 4.5)).isEqualTo(State.DEGRADED);
    assertThat(state(true, 3.0, 0.5)).isEqualTo(State.DEGRADED);
    assertThat(state(true, 6.5, 0.5, 1.5)).isEqualTo(State.STALLED);
    assertThat(state(false, 99.0)).isEqualTo(State.IDLE);
    assertThat(
            EventState.of(
                Records.EVENT.withPauses(
                    Optional.of(PauseSchedule.NONE.begun(Instant.ofEpochMilli(500)))),
                false,
                OptionalDouble.empty(),
                List.of(),
                1_000))
        .isEqualTo(State.PAUSED);
  }

  private static State state(boolean live, double edgeAge, Double... ages) {
    return EventState.of(Records.EVENT, live, OptionalDouble.of(edgeAge), List.of(ages), 1_000);
  }
}
