package io.liveorigin.bench.heap;

import java.util.List;
import java.util.Locale;

/**
 * The straight line through figures by least squares.
 *
 * @param perMinute its slope
 * @param error standard error of the slope, from what is left over
 */
record Slope(double perMinute, double error) {
  /** A slope of nothing is this far from zero once in twenty times, or less. */
  private static final double ERRORS = 2;

  /**
   * A figure.
   *
   * @param minute when
   */
  record Point(double minute, double value) {}

  /** Of at least three points. */
  static Slope of(List<Point> points) {
    int n = points.size();
    if (n < 3) {
      throw new IllegalArgumentException("a slope with its error needs three points, not " + n);
    }
    double meanX = points.stream().mapToDouble(Point::minute).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::value).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (Point p : points) {
      xx += (p.minute() - meanX) * (p.minute() - meanX);
      xy += (p.minute() - meanX) * (p.value() - meanY);
    }
    double slope = xy / xx;
    double left = 0;
    for (Point p : points) {
      double off = p.value() - meanY - slope * (p.minute() - meanX);
      left += off * off;
    }
    return new Slope(slope, Math.sqrt(left / (n - 2) / xx));
  }

  boolean grows() {
    return perMinute > ERRORS * error;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%+.4f +- %.4f: %s",
        perMinute,
        error,
        grows() ? "**grows**" : "none within noise");
  }
}
