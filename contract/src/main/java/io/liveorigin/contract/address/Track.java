package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * One representation of one event: the unit of order. Everything about a track is in one partition
 * of every topic, so one thread sees it in order.
 */
public record Track(EventId event, String representation) implements Comparable<Track> {
  public Track {
    Names.require("representation", representation);
  }

  public static Track of(String tenant, String event, String representation) {
    return new Track(new EventId(tenant, event), representation);
  }

  /** Reads the record key {@code tenant/event/representation}. */
  public static Track parse(String key) {
    int last = key.lastIndexOf('/');
    if (last < 0) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH, "track '" + key + "' must be tenant/event/representation");
    }
    return new Track(EventId.parse(key.substring(0, last)), key.substring(last + 1));
  }

  /** The record key: {@code tenant/event/representation}. */
  public String key() {
    return event + "/" + representation;
  }

  @Override
  public int compareTo(Track other) {
    return key().compareTo(other.key());
  }

  @Override
  public String toString() {
    return key();
  }
}
