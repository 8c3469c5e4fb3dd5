package io.liveorigin.selector;

import io.liveorigin.contract.lifecycle.NotReadyCause;

/**
 * Whether the results of the selector can be trusted.
 *
 * @param ready if false, a server responds 503 and never 404 or 410
 * @param lagging true if the only obstacle is that the log was not read to its end lately: the
 *     accepted decisions are still there, but newer records may contradict them. False when ready
 * @param reason for people; empty when ready
 * @param cause the kind of the reason, for metrics; {@link NotReadyCause#OTHER} when ready
 */
public record SelectorReadiness(
    boolean ready, boolean lagging, String reason, NotReadyCause cause) {
  public static final SelectorReadiness READY =
      new SelectorReadiness(true, false, "", NotReadyCause.OTHER);

  /** Not ready, and nothing can be said about any decision. */
  public static SelectorReadiness not(String reason) {
    return not(NotReadyCause.OTHER, reason);
  }

  /** Not ready for a known cause, and nothing can be said about any decision. */
  public static SelectorReadiness not(NotReadyCause cause, String reason) {
    return new SelectorReadiness(false, false, reason, cause);
  }

  /** Not ready, because the known decisions may be out of date. */
  public static SelectorReadiness lags(String reason) {
    return lags(NotReadyCause.LAG, reason);
  }

  /** Not ready for a known cause, because the known decisions may be out of date. */
  public static SelectorReadiness lags(NotReadyCause cause, String reason) {
    return new SelectorReadiness(false, true, reason, cause);
  }

  /** Returns whether a serving node can be not ready for that cause. */
  public static boolean possible(NotReadyCause cause) {
    return switch (cause) {
      case INIT_SEGMENTS, REPLICA_SETTINGS, REPLICAS -> false;
      case EVENTS, ACCESS, CLOCK, SELECTOR, LAG, MASKS, OTHER -> true;
    };
  }
}
