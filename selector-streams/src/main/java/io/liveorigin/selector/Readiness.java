package io.liveorigin.selector;

/**
 * Whether the selector's answers can be trusted.
 *
 * @param ready if not, a server answers 503 and never 404 or 410
 * @param lagging not ready only because the log was not read to its end lately: what was accepted
 *     is still there, and newer records may say otherwise. False when ready
 * @param reason for people; empty when ready
 */
public record Readiness(boolean ready, boolean lagging, String reason) {
  public static final Readiness READY = new Readiness(true, false, "");

  /** Nothing can be said. */
  public static Readiness not(String reason) {
    return new Readiness(false, false, reason);
  }

  /** What is known may be out of date. */
  public static Readiness lags(String reason) {
    return new Readiness(false, true, reason);
  }
}
