package io.liveorigin.bench.report;

import java.math.BigDecimal;

/**
 * What a figure must reach.
 *
 * @param least whether the limit is the least that is allowed, and not the most
 * @param limit in the unit of the figure
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

  /** The bar and what became of it, for example {@code >= 0.9: held}. */
  public String verdict(double figure) {
    return this + ": " + (held(figure) ? "held" : "**missed**");
  }

  @Override
  public String toString() {
    return (least ? ">= " : "<= ") + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}
