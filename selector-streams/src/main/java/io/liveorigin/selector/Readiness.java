package io.liveorigin.selector;

/**
 * Whether the selector's answers can be trusted.
 *
 * @param ready if not, a server answers 503 and never 404 or 410
 * @param reason for people; empty when ready
 */
public record Readiness(boolean ready, String reason) {
  public static final Readiness READY = new Readiness(true, "");

  public static Readiness not(String reason) {
    return new Readiness(false, reason);
  }
}
