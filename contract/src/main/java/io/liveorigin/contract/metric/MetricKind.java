package io.liveorigin.contract.metric;

/** The types of metrics, as Prometheus names them. */
public enum MetricKind {
  COUNTER,
  GAUGE,
  /** Of durations; Prometheus shows {@code _bucket}, {@code _count}, {@code _sum}. */
  HISTOGRAM,
  /** Of durations, without quantiles; Prometheus shows {@code _count} and {@code _sum}. */
  SUMMARY
}
