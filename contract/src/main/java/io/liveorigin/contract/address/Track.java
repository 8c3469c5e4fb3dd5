package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Comparator;

/**
 * One representation of one incarnation of an event: the unit of order. Everything about a track is
 * in one partition of every topic, so one thread sees it in order.
 *
 * <p>An event that is deleted and declared again is another event under the same name. Its tracks
 * have the same keys and URLs but another incarnation, and share nothing with the old tracks.
 *
 * @param event tenant and event
 * @param representation id of the representation
 * @param incarnation distinguishes events of the same name: the instant of the declaration, epoch
 *     ms; 0 for events that were declared before incarnations existed
 */
public record Track(EventId event, String representation, long incarnation)
    implements Comparable<Track> {
  private static final char INCARNATION = '@';
  private static final Comparator<Track> ORDER =
      Comparator.comparing(Track::key).thenComparingLong(Track::incarnation);

  public Track {
    NameRules.require("representation", representation);
    if (incarnation < 0) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "incarnation must be at least 0, but is " + incarnation);
    }
  }

  /** A track of an event that was declared before incarnations existed. */
  public static Track of(String tenant, String event, String representation) {
    return new Track(new EventId(tenant, event), representation, 0);
  }

  /**
   * Reads the record key {@code tenant/event/representation}. The key does not contain the
   * incarnation; the result has 0.
   */
  public static Track parse(String key) {
    return parse(key, 0);
  }

  /** Reads the record key {@code tenant/event/representation} as a track of this incarnation. */
  public static Track parse(String key, long incarnation) {
    int last = key.lastIndexOf('/');
    if (last < 0) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH, "track '" + key + "' must be tenant/event/representation");
    }
    return new Track(EventId.parse(key.substring(0, last)), key.substring(last + 1), incarnation);
  }

  /** Reads a text that {@link #identity} returned. */
  public static Track ofIdentity(String identity) {
    int at = identity.indexOf(INCARNATION);
    if (at < 0) {
      return parse(identity);
    }
    try {
      return parse(identity.substring(0, at), Long.parseLong(identity.substring(at + 1)));
    } catch (NumberFormatException e) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH,
          "track '" + identity + "' must be tenant/event/representation@incarnation",
          e);
    }
  }

  /** The record key: {@code tenant/event/representation}, the same in every incarnation. */
  public String key() {
    return event + "/" + representation;
  }

  /**
   * A text that distinguishes the track from every other, including earlier incarnations: the key,
   * followed by {@code @} and the incarnation unless that is 0. Stores use it as their key.
   */
  public String identity() {
    return incarnation == 0 ? key() : key() + INCARNATION + incarnation;
  }

  @Override
  public int compareTo(Track other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return identity();
  }
}
