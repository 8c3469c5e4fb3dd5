package io.liveorigin.contract.metric;

import java.util.List;

/**
 * The facts of one metric.
 *
 * @param name name of the meter, with dots
 * @param kind its type
 * @param unit base unit: {@code seconds} or {@code bytes}; empty for counts, and for 0 and 1
 * @param labels its labels, in the order in which their values are given
 * @param meaning what is measured, one line; also Prometheus's help text
 * @param remedy what to do when the value looks wrong, one line
 */
public record MetricFacts(
    String name,
    MetricKind kind,
    String unit,
    List<MetricLabel> labels,
    String meaning,
    String remedy) {
  static final String SECONDS = "seconds";
  static final String BYTES = "bytes";

  /** A counter of things. */
  static MetricFacts counter(String name, String meaning, String remedy, MetricLabel... labels) {
    return new MetricFacts(name, MetricKind.COUNTER, "", List.of(labels), meaning, remedy);
  }

  /** A gauge without a unit. */
  static MetricFacts gauge(String name, String meaning, String remedy, MetricLabel... labels) {
    return new MetricFacts(name, MetricKind.GAUGE, "", List.of(labels), meaning, remedy);
  }

  /** A histogram of durations. */
  static MetricFacts histogram(String name, String meaning, String remedy, MetricLabel... labels) {
    return new MetricFacts(name, MetricKind.HISTOGRAM, SECONDS, List.of(labels), meaning, remedy);
  }

  /** The same metric with a unit. */
  MetricFacts in(String newUnit) {
    return new MetricFacts(name, kind, newUnit, labels, meaning, remedy);
  }

  /** The same metric as a summary of durations. */
  MetricFacts summary() {
    return new MetricFacts(name, MetricKind.SUMMARY, SECONDS, labels, meaning, remedy);
  }

  /** The name that Prometheus shows. */
  public String prometheusName() {
    String base = name.replace('.', '_');
    String withUnit = unit.isEmpty() || base.endsWith("_" + unit) ? base : base + "_" + unit;
    return kind == MetricKind.COUNTER ? withUnit + "_total" : withUnit;
  }
}
