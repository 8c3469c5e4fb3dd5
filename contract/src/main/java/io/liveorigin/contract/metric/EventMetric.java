package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricLabel.EVENT;
import static io.liveorigin.contract.metric.MetricLabel.KIND;
import static io.liveorigin.contract.metric.MetricLabel.PIPELINE;

/** The metrics of each declared event on a serving node. They are read when scraped. */
public enum EventMetric implements DocumentedMetric {
  LIVE(
      gauge(
          "origin.event.live",
          "1 while segments of the event are due, 0 before it begins, after it ends and while it"
              + " is paused",
          "Alerts about an event count only while this is 1",
          EVENT)),
  EDGE_AGE(
      gauge(
              "origin.event.edge.age",
              "Time since the end of the media of the newest decided segment; absent before the"
                  + " first decision",
              "Above latency and patience plus two segments, viewers stall: look at"
                  + " origin_event_pipeline_age_seconds and origin_selector_lag_seconds",
              EVENT)
          .in(SECONDS)),
  PIPELINE_AGE(
      gauge(
              "origin.event.pipeline.age",
              "Time since the last segment of the pipeline arrived; absent before the first one"
                  + " since the start of the node",
              "Above two segments, the pipeline is silent: look at its packager and its ingest",
              EVENT,
              PIPELINE)
          .in(SECONDS)),
  COPIES(
      counter(
          "origin.event.copies",
          "Segments of the pipeline that this node has read; a restart reads some again",
          "Compare the pipelines of an event: they should grow alike",
          EVENT,
          PIPELINE)),
  DEFECTS(
      counter(
          "origin.event.defects",
          "Defects of the pipeline's segments that this node has read, by kind",
          "[inspection.md](inspection.md) explains each kind; the topic `defects` has each one",
          EVENT,
          PIPELINE,
          KIND)),
  DEFECTIVE(
      gauge(
          "origin.event.defective.segments",
          "Segments decided since the start of the node whose winner is defective at present",
          "Both pipelines were bad: mask the worse one if it is so for long",
          EVENT)),
  FILLERS(
      counter(
          "origin.event.fillers",
          "Decisions for a filler of the origin, because no pipeline published the segment",
          "Both pipelines were silent: look at what they share, network and contribution first",
          EVENT)),
  MISSING(
      gauge(
          "origin.event.missing.segments",
          "Segments decided since the start of the node that no pipeline published, filled or not",
          "As for origin_event_fillers_total",
          EVENT)),
  MASKED(
      gauge(
          "origin.event.masked.segments",
          "Segments decided since the start of the node that have copies and no winner",
          "A mask covers every copy: remove or narrow it",
          EVENT)),
  HOLDS(
      gauge(
          "origin.event.holds",
          "Requests that are held for the event now",
          "They rise at each segment and fall again; if they do not fall, nothing is decided",
          EVENT));

  private final MetricFacts facts;

  EventMetric(MetricFacts facts) {
    this.facts = facts;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
