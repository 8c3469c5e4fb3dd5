package io.liveorigin.selector.rule;

import java.util.function.LongFunction;

/** The instant for which a rule waited before it chose. Pure. */
public final class DecisionTiming {
  private DecisionTiming() {}

  /**
   * Returns the instant before which the rule would not have chosen, epoch ms; 0 if it would have
   * chosen at any time.
   *
   * @param rule the verdict of the rule on one situation, as a function of the time
   */
  public static long notBefore(LongFunction<Verdict> rule) {
    long instant = Long.MIN_VALUE;
    while (rule.apply(instant) instanceof Verdict.WaitUntil wait && wait.instant() > instant) {
      instant = wait.instant();
    }
    return instant == Long.MIN_VALUE ? 0 : instant;
  }
}
