package io.liveorigin.selector;

/**
 * Whether the results of the selector can be trusted.
 *
 * @param ready if false, a server responds 503 and never 404 or 410
 * @param lagging true if the only obstacle is that the log was not read to its end lately: the
 *     accepted decisions are still there, but newer records may contradict them. False when ready
 * @param reason for people; empty when ready
 */
public record SelectorReadiness(boolean ready, boolean lagging, String reason) {
  public static final SelectorReadiness READY = new SelectorReadiness(true, false, "");

  /** Not ready, and nothing can be said about any decision. */
  public static SelectorReadiness not(String reason) {
    return new SelectorReadiness(false, false, reason);
  }

  /** Not ready, because the known decisions may be out of date. */
  public static SelectorReadiness lags(String reason) {
    return new SelectorReadiness(false, true, reason);
  }
}
