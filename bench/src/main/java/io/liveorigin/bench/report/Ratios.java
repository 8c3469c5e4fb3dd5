package io.liveorigin.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * The ratios of pairs: the origin's figure divided by the peer's.
 *
 * @param sorted from the least to the most, at least one
 */
public record Ratios(List<Double> sorted) {
  public Ratios {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("ratios need at least one pair");
    }
    sorted = sorted.stream().sorted().toList();
  }

  public static Ratios of(List<Pair> pairs) {
    return new Ratios(pairs.stream().map(Pair::ratio).toList());
  }

  /** Returns the median; of an even number of ratios, the mean of the two in the middle. */
  public double median() {
    return median(sorted);
  }

  public double least() {
    return sorted.get(0);
  }

  public double most() {
    return sorted.get(sorted.size() - 1);
  }

  /** Returns the median of any figures, of which there must be at least one. */
  public static double median(List<Double> figures) {
    List<Double> inOrder = figures.stream().sorted().toList();
    int size = inOrder.size();
    return (inOrder.get((size - 1) / 2) + inOrder.get(size / 2)) / 2;
  }

  /** Returns median and spread, for example {@code 0.95 (0.91 to 1.02)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(), least(), most());
  }
}
