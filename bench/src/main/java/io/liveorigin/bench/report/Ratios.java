package io.liveorigin.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The ratios of pairs, measured one right after the other: the origin's figure divided by the
 * peer's.
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

  /**
   * Returns the ratios of a figure of two sides.
   *
   * @param ours the origin's side
   * @param others the peer's side, pair by pair, as many
   * @param figure greater than zero for each of the others
   */
  public static <T> Ratios of(List<T> ours, List<T> others, ToDoubleFunction<T> figure) {
    return new Ratios(
        IntStream.range(0, ours.size())
            .mapToObj(i -> ratio(figure.applyAsDouble(ours.get(i)), others.get(i), figure))
            .toList());
  }

  private static <T> double ratio(double ours, T other, ToDoubleFunction<T> figure) {
    double theirs = figure.applyAsDouble(other);
    if (!(theirs > 0)) {
      throw new IllegalArgumentException("nothing can be compared with " + theirs);
    }
    return ours / theirs;
  }

  /** Returns the median; of an even number of ratios, the mean of the two in the middle. */
  public double median() {
    return median(sorted, ratio -> ratio);
  }

  public double least() {
    return sorted.get(0);
  }

  public double most() {
    return sorted.get(sorted.size() - 1);
  }

  /** Returns the median of a figure of any things, of which there must be at least one. */
  public static <T> double median(List<T> things, ToDoubleFunction<T> figure) {
    double[] inOrder = things.stream().mapToDouble(figure).sorted().toArray();
    return (inOrder[(inOrder.length - 1) / 2] + inOrder[inOrder.length / 2]) / 2;
  }

  /** Returns median and spread, for example {@code 0.95 (0.91 to 1.02)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(), least(), most());
  }
}
