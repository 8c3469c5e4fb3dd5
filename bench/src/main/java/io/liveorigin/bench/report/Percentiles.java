package io.liveorigin.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Latencies of one operation in milliseconds, sorted. */
public final class Percentiles {
  private final double[] sorted;

  /**
   * @param millis in any order
   */
  public Percentiles(double... millis) {
    sorted = millis.clone();
    Arrays.sort(sorted);
  }

  /**
   * Returns the percentiles of latencies in nanoseconds.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Percentiles ofNanos(List<Long> nanos) {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("percentiles need at least one sample");
    }
    return new Percentiles(nanos.stream().mapToDouble(n -> n / 1e6).toArray());
  }

  /** Returns the percentiles of all samples together. */
  public static Percentiles all(List<Percentiles> parts) {
    return new Percentiles(parts.stream().flatMapToDouble(p -> Arrays.stream(p.sorted)).toArray());
  }

  public double[] sorted() {
    return sorted.clone();
  }

  /**
   * Returns the smallest latency that at least {@code share} (0 to 1] of the samples do not exceed.
   */
  public double at(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  public double p50() {
    return at(0.5);
  }

  public double p99() {
    return at(0.99);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms (%d samples)", p50(), p99(), sorted.length);
  }
}
