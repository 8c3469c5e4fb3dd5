package io.liveorigin.bench.report;

/**
 * One figure of each of the two sides, measured one right after the other.
 *
 * @param a the origin's figure
 * @param b the peer's figure, in the same unit, greater than zero
 */
public record Pair(double a, double b) {
  public Pair {
    if (!(b > 0)) {
      throw new IllegalArgumentException("nothing can be compared with " + b);
    }
  }

  /** Returns the origin's figure divided by the peer's. */
  public double ratio() {
    return a / b;
  }
}
