package io.liveorigin.contract.metric;

/** A metric of the table. Code that registers a meter names one of these, and gives no text. */
public interface DocumentedMetric {
  /** Everything that the table says about the metric. */
  MetricFacts facts();
}
