package io.liveorigin.bench.publish;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Latencies of one operation in milliseconds, sorted. */
public record Percentiles(double[] sorted) {
  /**
   * Returns the percentiles of latencies in nanoseconds.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Percentiles ofNanos(List<Long> nanos) {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("percentiles need at least one sample");
    }
    return new Percentiles(nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray());
  }

  public Percentiles {
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  @Override
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Percentiles percentiles && Arrays.equals(percentiles.sorted, sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms (%d samples)", at(0.5), at(0.99), sorted.length);
  }
}
