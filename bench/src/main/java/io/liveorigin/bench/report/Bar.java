package io.liveorigin.bench.report;

import java.math.BigDecimal;

/**
 * A bar that a figure has to reach.
 *
 * @param least whether the limit is the smallest permitted figure, not the largest
 * @param limit the limit in the unit of the figure
 */
public record Bar(boolean least, double limit) {
  public static Bar atLeast(double limit) {
    return new Bar(true, limit);
  }

  public static Bar atMost(double limit) {
    return new Bar(false, limit);
  }

  public boolean held(double figure) {
    return least ? figure >= limit : figure <= limit;
  }

  /** Returns the bar and whether the figure reaches it, for example {@code >= 0.9: held}. */
  public String verdict(double figure) {
    return this + ": " + (held(figure) ? "held" : "**missed**");
  }

  @Override
  public String toString() {
    return (least ? ">= " : "<= ") + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}
