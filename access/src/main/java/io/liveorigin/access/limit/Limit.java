package io.liveorigin.access.limit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What of a tenant is bounded, so that it cannot starve another. Rates and what is held count on
 * each node by itself; what is declared counts in the whole installation.
 */
public enum Limit {
  /** PUT, POST and DELETE, whatever becomes of them. */
  INGEST_REQUESTS("ingestRequestsPerSecond", Kind.SHARED_RATE, Node.INGEST),
  /** Bytes of bodies that are read in order to be stored. */
  INGEST_BYTES("ingestBytesPerSecond", Kind.SHARED_RATE, Node.INGEST),
  /** Bytes of bodies that are being read or wait for Kafka. */
  BODY_BYTES("bodyBytesInFlight", Kind.SHARE, Node.INGEST),
  /** GET and HEAD on the public listener, whatever is answered. */
  GETS("getsPerSecond", Kind.RATE, Node.SERVING),
  /** Requests that wait until something is published. */
  HELD_REQUESTS("heldRequests", Kind.SHARE, Node.SERVING),
  /** Bytes of segments that are read back from Kafka. */
  READ_BACK_BYTES("readBackBytesPerSecond", Kind.SHARED_RATE, Node.SERVING),
  /** Read-backs of older segments at one time. */
  READ_BACKS("readBacksAtOnce", Kind.SHARE, Node.SERVING),
  /** Bytes of older segments that were read back and are being sent. */
  READ_BACK_SENDING("readBackBytesInFlight", Kind.SHARE, Node.SERVING),
  /** Requests for older segments that wait for a thread. */
  READ_BACK_WAITING("readBackWaiting", Kind.SHARE, Node.SERVING),
  /** Declared events. */
  EVENTS("events", Kind.DECLARED, Node.SERVING),
  /** Representations of all its events together. */
  REPRESENTATIONS("representations", Kind.DECLARED, Node.SERVING),
  /** Masks of all its events together. */
  MASKS("masks", Kind.DECLARED, Node.SERVING),
  /** Notifications of all its events together, operators' and packagers'. */
  NOTIFICATIONS("notifications", Kind.DECLARED, Node.SERVING),
  /** Orders to invalidate that are not carried out, or are younger than they must be kept. */
  INVALIDATIONS("invalidationsInFlight", Kind.DECLARED_SHARE, Node.SERVING);

  /** How a limit is counted. */
  public enum Kind {
    /** So much a second, for the tenant's own sake. */
    RATE,
    /** So much at a time, of something that a node has a fixed amount of. */
    SHARE,
    /** So much a second, of something that a node has a fixed amount of. */
    SHARED_RATE,
    /** So many in the log. */
    DECLARED,
    /** So many in the log, of something that has a fixed amount of room there. */
    DECLARED_SHARE
  }

  /** Who keeps a limit. */
  public enum Node {
    /** Each ingest. */
    INGEST,
    /** Each serving node, for readers and for operators. */
    SERVING
  }

  private final String key;
  private final String label;
  private final Kind kind;
  private final Node node;

  Limit(String key, Kind kind, Node node) {
    this.key = key;
    this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.kind = kind;
    this.node = node;
  }

  /** In the limits file and in {@code /status}. */
  public String key() {
    return key;
  }

  /** Value of the label {@code limit} of metrics. */
  public String label() {
    return label;
  }

  /** How it is counted. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is so much a second. */
  public boolean rate() {
    return kind == Kind.RATE || kind == Kind.SHARED_RATE;
  }

  /** Whether its default is there for the sake of other tenants: one alone has no such limit. */
  public boolean shared() {
    return kind == Kind.SHARE || kind == Kind.SHARED_RATE || kind == Kind.DECLARED_SHARE;
  }

  /** All that such a node keeps. */
  public static Set<Limit> of(Node node) {
    Set<Limit> kept = EnumSet.allOf(Limit.class);
    kept.removeIf(limit -> limit.node != node);
    return kept;
  }

  static Optional<Limit> ofKey(String key) {
    return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
  }

  /** All keys, sorted. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Limit::key).sorted().toList();
  }
}
