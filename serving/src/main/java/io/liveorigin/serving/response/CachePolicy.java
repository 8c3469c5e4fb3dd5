package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Duration;

/**
 * The {@code Cache-Control} of every response (RFC 9111, section 5.2.2; {@code immutable} is RFC
 * 8246), and the {@code CDN-Cache-Control} of those whose staleness matters (RFC 9213; the stale
 * directives are RFC 5861). Pure; instants are epoch ms.
 */
public final class CachePolicy {
  public static final String NO_STORE = "no-store";

  /** RFC 5861, seconds. */
  private static final String STALE_INIT = ", stale-while-revalidate=10, stale-if-error=600";

  private static final String STALE_MANIFEST = ", stale-if-error=60";

  private final MaxAges ages;

  public CachePolicy(MaxAges ages) {
    this.ages = ages;
  }

  /** A valid winner, which never changes: until it leaves the time-shift window. */
  public String pinned(long now, long expires) {
    return maxAge(Math.max(1, Math.floorDiv(expires - now, 1000L))) + ", immutable";
  }

  /**
   * A winner that another may replace, or has already replaced: it is defective or unchecked, or
   * this node lags.
   */
  public String provisional() {
    return maxAge(ages.defective().toSeconds());
  }

  /**
   * The same for CDNs (RFC 9213). Serving it stale, as many CDNs do by default, would hide the
   * clean copy that has replaced it.
   */
  public String provisionalInCdn() {
    return provisional() + ", must-revalidate";
  }

  /**
   * A segment that is requested too early. A cache may keep the refusal until the origin would hold
   * the request instead, which is before the segment is due: a client with a fast clock must not
   * make a cache refuse all others at the live edge.
   *
   * @param holdable when the segment becomes the next one
   */
  public String notYet(long now, long holdable) {
    long seconds = Math.floorDiv(holdable - now, 1000L);
    return seconds < 1 ? NO_STORE : maxAge(seconds);
  }

  /** A segment that was never published, was masked, or is in a pause; a copy may still arrive. */
  public String missing() {
    return maxAge(ages.missing().toSeconds());
  }

  /** A segment that has left the window, or lies before the event. */
  public String gone() {
    return maxAge(ages.gone().toSeconds());
  }

  /**
   * A segment after the end of the event, which an operator may still move: until the segment would
   * be due.
   */
  public String ended(long now, long due) {
    long seconds = Math.floorDiv(due - now, 1000L);
    long longest = ages.gone().toSeconds();
    return maxAge(seconds < 1 ? longest : Math.min(seconds, longest));
  }

  /** A name that is not known; an operator may add it at any moment. */
  public String unknown() {
    return maxAge(ages.unknown().toSeconds());
  }

  /**
   * A DVR request that is refused so that others are served: a cache must not send it again at once
   * for each viewer.
   */
  public static String overloaded(Duration age) {
    return maxAge(age.toSeconds());
  }

  /**
   * An init segment.
   *
   * @param lagging whether this node lags, so that another one may have been chosen
   */
  public String init(boolean lagging) {
    return lagging ? provisional() : maxAge(ages.init().toSeconds());
  }

  /**
   * The same for CDNs: no client waits for its renewal, and an origin that cannot be reached stops
   * no player that starts. It is purged when another one is chosen. A node that lags states the
   * same. Otherwise its response would remove from a cache the copy that keeps players alive when
   * this node stops responding.
   */
  public String initInCdn(boolean lagging) {
    return init(lagging) + STALE_INIT;
  }

  /** Half a segment, at least 1 s. */
  public String manifest(SegmentDuration duration) {
    return maxAge(halfSegment(duration));
  }

  /**
   * The same for CDNs: the next version differs little or not at all, so a viewer need not wait for
   * it, nor be stopped by an origin that cannot be reached.
   */
  public String manifestInCdn(SegmentDuration duration) {
    long seconds = halfSegment(duration);
    return maxAge(seconds) + ", stale-while-revalidate=" + seconds + STALE_MANIFEST;
  }

  /** A version of an init segment, whose bytes never change. */
  public static String version() {
    return maxAge(Duration.ofDays(1).toSeconds()) + ", immutable";
  }

  /**
   * A media playlist without a named segment: half a target duration (RFC 8216bis, appendix B.1).
   *
   * @param target target duration, s
   */
  public String playlist(long target) {
    return maxAge(Math.max(1, target / 2));
  }

  /**
   * A media playlist for a client that names a segment. Each later playlist has that segment, too
   * (appendix B.1).
   *
   * @param target target duration, s
   */
  public String awaitedPlaylist(long target) {
    return maxAge(6 * target);
  }

  /**
   * A manifest or a playlist to which nothing is added any more. It is kept as an init segment is,
   * since only another definition changes it.
   *
   * @param expires when the first of its segments leaves the window
   */
  public String complete(long now, long expires) {
    long left = Math.max(1, Math.floorDiv(expires - now, 1000L));
    return maxAge(Math.min(left, ages.init().toSeconds()));
  }

  /** The same for CDNs: an origin that cannot be reached stops no viewer. */
  public String completeInCdn(long now, long expires) {
    return complete(now, expires) + STALE_MANIFEST;
  }

  /** An error that was raised without knowledge of the schedule. */
  public String error(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_PATH, UNKNOWN_EVENT, UNKNOWN_REPRESENTATION, INVALID_VIEW -> unknown();
      case EXPIRED, EVENT_ENDED -> gone();
      case NEVER_PUBLISHED, EVENT_PAUSED -> missing();
      case MALFORMED_PATH,
          MALFORMED_HEADER,
          INVALID_DIRECTIVE,
          BODY_TRUNCATED,
          DIGEST_MISMATCH,
          NUMBER_OUTSIDE_SCHEDULE,
          INVALID_EVENT,
          INVALID_TEMPLATE,
          INVALID_MASK,
          INVALID_INVALIDATION,
          INVALID_NOTIFICATION,
          INVALID_RANGE,
          INVALID_JSON,
          NO_CREDENTIAL,
          FORBIDDEN,
          WRONG_CREDENTIAL,
          TOO_MANY_ATTEMPTS,
          TOKEN_MISSING,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          UNKNOWN_MASK,
          UNKNOWN_INVALIDATION,
          UNKNOWN_NOTIFICATION,
          METHOD_NOT_ALLOWED,
          UPLOAD_TOO_SLOW,
          LENGTH_REQUIRED,
          EVENT_CONFLICT,
          PAUSE_CONFLICT,
          TOO_MANY_NOTIFICATIONS,
          TENANT_LIMIT,
          TOO_MANY_REQUESTS,
          TOO_MANY_INVALIDATIONS,
          PRECONDITION_FAILED,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          RANGE_NOT_SATISFIABLE,
          NOT_YET,
          NO_INIT_SEGMENT,
          NOTHING_LISTED,
          NOT_DELIVERED,
          MEMORY_FULL,
          NOT_READY,
          OVERLOADED,
          STORAGE_UNAVAILABLE,
          BYTES_LOST,
          STORED_BYTES_DIFFER,
          INTERNAL ->
          NO_STORE;
    };
  }

  private static long halfSegment(SegmentDuration duration) {
    return Math.max(1, Duration.ofMillis(duration.millisCeil(1) / 2).toSeconds());
  }

  private static String maxAge(long seconds) {
    return "public, max-age=" + seconds;
  }
}
