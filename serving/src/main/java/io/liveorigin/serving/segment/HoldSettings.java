package io.liveorigin.serving.segment;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * How many requests are held, and how long.
 *
 * @param on if false, the response is 404 {@code not-yet} where a request would be held; only for
 *     comparison
 * @param longest no request is held longer, whatever the schedule says: a client that disconnected
 *     is not noticed before its response is written
 * @param margin extra time after the instant at which a segment is decided as missing, for that
 *     decision to be recorded and read back
 * @param perSegment maximum number of requests that wait for one segment
 * @param perClient maximum number of requests of one client address that wait
 * @param total maximum number of requests that wait in all
 */
public record HoldSettings(
    boolean on, Duration longest, Duration margin, int perSegment, int perClient, int total) {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public HoldSettings {
    between("hold.longest", longest, Duration.ofMillis(10), LONGEST);
    between("hold.margin", margin, Duration.ZERO, LONGEST);
    atLeastOne("hold.perSegment", perSegment);
    atLeastOne("hold.perClient", perClient);
    atLeastOne("hold.total", total);
  }

  /** Settings with which requests are held. */
  public HoldSettings(Duration longest, Duration margin, int perSegment, int perClient, int total) {
    this(true, longest, margin, perSegment, perClient, total);
  }

  /** Settings with which no request is held. They show what holds save: clients must poll. */
  public static HoldSettings off() {
    HoldSettings standard = standard();
    return new HoldSettings(
        false,
        standard.longest,
        standard.margin,
        standard.perSegment,
        standard.perClient,
        standard.total);
  }

  /**
   * The defaults: 10 s, 500 ms; 5,000 for a segment, 5,000 for a client (a CDN node is one), 20,000
   * in all.
   */
  public static HoldSettings standard() {
    return new HoldSettings(Duration.ofSeconds(10), Duration.ofMillis(500), 5_000, 5_000, 20_000);
  }

  /**
   * The instant until which a request that arrived at {@code now} is held.
   *
   * @param now epoch ms
   * @param decided when the segment is decided at the latest, if only as missing; epoch ms
   * @return epoch ms
   */
  public long deadline(long now, long decided) {
    return Math.min(now + longest.toMillis(), decided + margin.toMillis());
  }

  private static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be " + min + " to " + max + ", but is " + value);
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new OriginException(ErrorCode.INTERNAL, key + " must be at least 1, but is " + value);
    }
  }
}
