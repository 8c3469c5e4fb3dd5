package io.liveorigin.selector.rule;

import java.util.function.LongFunction;

/** For which instant a rule has waited before it chose. Pure. */
public final class DecisionTiming {
  private DecisionTiming() {}

  /**
   * The instant before which the rule would not have chosen, epoch ms; 0 if it would have chosen at
   * any time.
   *
   * @param rule what a rule says about one situation, by the time
   */
  public static long notBefore(LongFunction<Verdict> rule) {
    long instant = Long.MIN_VALUE;
    while (rule.apply(instant) instanceof Verdict.WaitUntil wait && wait.instant() > instant) {
      instant = wait.instant();
    }
    return instant == Long.MIN_VALUE ? 0 : instant;
  }
}
