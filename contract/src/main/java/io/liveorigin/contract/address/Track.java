package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Comparator;

/**
 * One representation of one incarnation of an event: the unit of order. Everything about a track is
 * in one partition of every topic, so one thread sees it in order.
 *
 * <p>An event that is deleted and declared again is another event under the same name. Its tracks
 * have the same keys and URLs and another incarnation, and nothing of the old ones is theirs.
 *
 * @param event tenant and event
 * @param representation id of the representation
 * @param incarnation which event of that name it is: when it was declared, epoch ms; 0 for events
 *     that were declared before incarnations existed
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

  /** Reads the record key {@code tenant/event/representation}, of which incarnation it says not. */
  public static Track parse(String key) {
    return parse(key, 0);
  }

  /** Reads the record key {@code tenant/event/representation} of that incarnation. */
  public static Track parse(String key, long incarnation) {
    int last = key.lastIndexOf('/');
    if (last < 0) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH, "track '" + key + "' must be tenant/event/representation");
    }
    return new Track(EventId.parse(key.substring(0, last)), key.substring(last + 1), incarnation);
  }

  /** Reads {@link #identity}. */
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

  /** The record key: {@code tenant/event/representation}, in every incarnation the same. */
  public String key() {
    return event + "/" + representation;
  }

  /**
   * Distinguishes the track from every other, earlier incarnations included: the key, followed by
   * {@code @} and the incarnation unless that is 0. Stores are keyed by it.
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
