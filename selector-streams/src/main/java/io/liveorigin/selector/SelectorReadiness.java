package io.liveorigin.selector;

/**
 * Whether the selector's answers can be trusted.
 *
 * @param ready if not, a server answers 503 and never 404 or 410
 * @param lagging not ready only because the log was not read to its end lately: what was accepted
 *     is still there, and newer records may say otherwise. False when ready
 * @param reason for people; empty when ready
 */
public record SelectorReadiness(boolean ready, boolean lagging, String reason) {
  public static final SelectorReadiness READY = new SelectorReadiness(true, false, "");

  /** Nothing can be said. */
  public static SelectorReadiness not(String reason) {
    return new SelectorReadiness(false, false, reason);
  }

  /** What is known may be out of date. */
  public static SelectorReadiness lags(String reason) {
    return new SelectorReadiness(false, true, reason);
  }
}
