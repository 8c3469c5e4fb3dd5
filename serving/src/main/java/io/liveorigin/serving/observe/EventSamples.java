package io.liveorigin.serving.observe;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.metric.EventMetric;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.kafka.metrics.ScrapedSamples;
import io.liveorigin.serving.segment.HoldRegistry;
import io.liveorigin.serving.status.CopyTally;
import io.liveorigin.serving.status.DecisionTally;
import java.time.Clock;

/**
 * The metrics of the declared events. An event that is deleted has no sample in the next scrape.
 * Any thread.
 */
public final class EventSamples {
  private static final double MILLIS = 1_000.0;

  private final ControlState control;
  private final CopyTally copies;
  private final DecisionTally decisions;
  private final HoldRegistry holds;
  private final Clock clock;

  public EventSamples(
      ControlState control,
      CopyTally copies,
      DecisionTally decisions,
      HoldRegistry holds,
      Clock clock) {
    this.control = control;
    this.copies = copies;
    this.decisions = decisions;
    this.holds = holds;
    this.clock = clock;
  }

  /** Adds the samples of each event, as they are now. */
  public void collect(ScrapedSamples into) {
    long now = clock.millis();
    for (LiveEvent event : control.events()) {
      collect(event, now, into);
    }
  }

  private void collect(LiveEvent event, long now, ScrapedSamples into) {
    String name = event.id().toString();
    DecisionTally.DecisionCounts counts = decisions.of(event.id());
    into.add(EventMetric.LIVE, live(event, now) ? 1 : 0, name);
    if (counts.largest() >= 0) {
      long end = event.schedule().mediaEnd(counts.largest());
      into.add(EventMetric.EDGE_AGE, (now - end) / MILLIS, name);
    }
    into.add(EventMetric.DEFECTIVE, counts.defective(), name);
    into.add(EventMetric.MISSING, counts.missing(), name);
    into.add(EventMetric.MASKED, counts.masked(), name);
    into.add(EventMetric.FILLERS, copies.fillers(event.id()), name);
    into.add(EventMetric.HOLDS, holds.waiting(event.id()), name);
    for (String pipeline : event.definition().pipelines()) {
      CopyTally.PipelineCopies read = copies.of(event.id(), pipeline);
      into.add(EventMetric.COPIES, read.count(), name, pipeline);
      if (read.latest().isPresent()) {
        double age = (now - read.latest().getAsLong()) / MILLIS;
        into.add(EventMetric.PIPELINE_AGE, age, name, pipeline);
      }
      read.defects()
          .forEach((kind, count) -> into.add(EventMetric.DEFECTS, count, name, pipeline, kind));
    }
  }

  /** Whether packagers are expected to publish now. */
  private static boolean live(LiveEvent event, long now) {
    Schedule schedule = event.schedule();
    long edge = schedule.liveEdge(now);
    long last = schedule.lastNumber();
    boolean over = last < Long.MAX_VALUE && now >= schedule.due(last);
    return edge >= schedule.firstNumber() && !over && event.expects(edge);
  }
}
