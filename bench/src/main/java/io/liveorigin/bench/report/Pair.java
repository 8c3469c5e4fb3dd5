package io.liveorigin.bench.report;

/**
 * One figure of both sides, taken one right after the other.
 *
 * @param a ours
 * @param b the other's, in the same unit, more than zero
 */
public record Pair(double a, double b) {
  public Pair {
    if (!(b > 0)) {
      throw new IllegalArgumentException("nothing can be compared with " + b);
    }
  }

  /** Ours over the other's. */
  public double ratio() {
    return a / b;
  }
}
