package io.liveorigin.bench.heap;

import java.util.List;
import java.util.Locale;

/**
 * A straight line fitted to figures by least squares.
 *
 * @param perMinute its slope
 * @param error the standard error of the slope, from the residuals
 */
record Slope(double perMinute, double error) {
  /**
   * The threshold in standard errors. If nothing grows, noise alone is this far from zero at most
   * once in twenty times.
   */
  private static final double ERRORS = 2;

  /**
   * A figure.
   *
   * @param minute the time at which it was taken
   */
  record Point(double minute, double value) {}

  /**
   * Fits a line to at least three points.
   *
   * @throws IllegalArgumentException if there are fewer
   */
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
