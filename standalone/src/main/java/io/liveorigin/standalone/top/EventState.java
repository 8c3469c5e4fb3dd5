package io.liveorigin.standalone.top;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.top.TopFacts.State;
import java.util.List;
import java.util.OptionalDouble;

/** Says in one word how an event stands. Pure. */
final class EventState {
  /** Segments without which a pipeline counts as silent, and viewers stall. */
  private static final int PATIENCE = 2;

  private EventState() {}

  /**
   * @param live whether segments are due now
   * @param edgeAge seconds since the end of the media of the newest decided segment
   * @param pipelineAges seconds since the last segment of each pipeline that sent one
   * @param now epoch ms
   */
  static State of(
      EventDefinition definition,
      boolean live,
      OptionalDouble edgeAge,
      List<Double> pipelineAges,
      long now) {
    if (!live) {
      boolean paused =
          definition.pauses().map(schedule -> schedule.overlap(now, now + 1)).orElse(false);
      return paused ? State.PAUSED : State.IDLE;
    }
    double segment =
        (definition.schedule().mediaEnd(0) - definition.schedule().mediaStart(0)) / 1000.0;
    double patience =
        (definition.expectedLatency().toMillis() + definition.patience().toMillis()) / 1000.0;
    if (edgeAge.isEmpty() || edgeAge.getAsDouble() > PATIENCE * segment + patience) {
      return State.STALLED;
    }
    boolean silent = pipelineAges.stream().anyMatch(age -> age > PATIENCE * segment);
    return silent || pipelineAges.size() < definition.pipelines().size()
        ? State.DEGRADED
        : State.LIVE;
  }
}
