package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricLabel.KIND;
import static io.liveorigin.contract.metric.MetricLabel.OWN;
import static io.liveorigin.contract.metric.MetricLabel.PIPELINE;
import static io.liveorigin.contract.metric.MetricLabel.REASON;
import static io.liveorigin.contract.metric.MetricLabel.STEP;
import static io.liveorigin.contract.metric.MetricLabel.TOPIC;
import static io.liveorigin.contract.metric.MetricLabel.VALID;

/** The metrics of the selector of a serving node. */
public enum SelectorMetric implements DocumentedMetric {
  LAG(
      gauge(
              "origin.selector.lag",
              "How far the selector is behind the log, by the partition that is furthest behind;"
                  + " NaN while that is not known",
              "Above --max-lag the node is not ready: it restores, is short of CPU, or the"
                  + " brokers are slow")
          .in(SECONDS)),
  RESTARTS(
      counter(
          "origin.selector.restarts",
          "Stream threads that died and were replaced, and restarts of Kafka Streams",
          "The log has the cause of each; a few after a broker's restart are normal")),
  CANDIDATES(
      counter(
          "origin.selector.candidates",
          "Copies of segments that were stored as candidates",
          "Compare the pipelines; `valid=\"false\"` counts the defective ones",
          PIPELINE,
          VALID)),
  DERIVED(
      counter(
          "origin.selector.derived",
          "Defects that the selector found by comparing segments",
          "[inspection.md](inspection.md) explains each kind",
          PIPELINE,
          KIND)),
  DECISIONS(
      counter(
          "origin.selector.decisions",
          "Accepted decisions, by reason ([selection.md](selection.md)) and by the pipeline of"
              + " the winner",
          "`fallback-*`, `least-bad`, `missing` and `filled` say that a pipeline is in trouble",
          REASON,
          PIPELINE)),
  QUARANTINED(
      counter(
          "origin.selector.quarantined",
          "Records and steps that could not be processed and were passed over",
          "`./origin quarantine` shows them; report them as a fault of the origin",
          STEP,
          TOPIC)),
  EARLY(
      counter(
          "origin.selector.early",
          "Decisions that arrived too early and were ignored; `own` says whether of this cell",
          "The clock of the cell that wrote them is wrong: repair its NTP",
          OWN));

  private final MetricFacts facts;

  SelectorMetric(MetricFacts facts) {
    this.facts = facts;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
