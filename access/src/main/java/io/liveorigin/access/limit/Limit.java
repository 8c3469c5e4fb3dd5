package io.liveorigin.access.limit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of a tenant, which prevent it from starving other tenants. Rates and shares count on
 * each node separately; declared objects count in the whole installation.
 */
public enum Limit {
  /** PUT, POST and DELETE requests, whatever their outcome. */
  INGEST_REQUESTS("ingestRequestsPerSecond", Kind.SHARED_RATE, Node.INGEST),
  /** Bytes of request bodies that are read to be stored. */
  INGEST_BYTES("ingestBytesPerSecond", Kind.SHARED_RATE, Node.INGEST),
  /** Bytes of request bodies that are being read, or wait for Kafka's acknowledgement. */
  BODY_BYTES("bodyBytesInFlight", Kind.SHARE, Node.INGEST),
  /** GET and HEAD requests on the public listener, whatever the response. */
  GETS("getsPerSecond", Kind.RATE, Node.SERVING),
  /** Held requests. */
  HELD_REQUESTS("heldRequests", Kind.SHARE, Node.SERVING),
  /** Bytes of segments that are read back from Kafka. */
  READ_BACK_BYTES("readBackBytesPerSecond", Kind.SHARED_RATE, Node.SERVING),
  /** Concurrent read-backs of older segments. */
  READ_BACKS("readBacksAtOnce", Kind.SHARE, Node.SERVING),
  /** Bytes of older segments that were read back and are being sent. */
  READ_BACK_SENDING("readBackBytesInFlight", Kind.SHARE, Node.SERVING),
  /** Requests for older segments that wait for a thread. */
  READ_BACK_WAITING("readBackWaiting", Kind.SHARE, Node.SERVING),
  /** Declared events. */
  EVENTS("events", Kind.DECLARED, Node.SERVING),
  /** Representations of all events of the tenant together. */
  REPRESENTATIONS("representations", Kind.DECLARED, Node.SERVING),
  /** Masks of all events of the tenant together. */
  MASKS("masks", Kind.DECLARED, Node.SERVING),
  /** Notifications of all events of the tenant together, operators' and packagers'. */
  NOTIFICATIONS("notifications", Kind.DECLARED, Node.SERVING),
  /** Invalidations that are not settled yet, or that must still be kept because of their age. */
  INVALIDATIONS("invalidationsInFlight", Kind.DECLARED_SHARE, Node.SERVING);

  /** How a limit is counted. */
  public enum Kind {
    /** A rate per second. The limit applies even if the tenant is alone. */
    RATE,
    /** An amount in use at one time, of a resource that a node has a fixed amount of. */
    SHARE,
    /** A rate per second, of a resource that a node has a fixed amount of. */
    SHARED_RATE,
    /** A number of objects in the log. */
    DECLARED,
    /** A number of objects in the log, where the room for them is fixed. */
    DECLARED_SHARE
  }

  /** The kind of node that enforces a limit. */
  public enum Node {
    /** An ingest. */
    INGEST,
    /** A serving node, for readers and for operators. */
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

  /** Returns the key in the limits file and in {@code /status}. */
  public String key() {
    return key;
  }

  /** Returns the value of the label {@code limit} in metrics. */
  public String label() {
    return label;
  }

  /** Returns how the limit is counted. */
  public Kind kind() {
    return kind;
  }

  /** Returns whether the limit is a rate per second. */
  public boolean rate() {
    return kind == Kind.RATE || kind == Kind.SHARED_RATE;
  }

  /**
   * Returns whether the default of this limit only protects other tenants: it does not apply while
   * only one tenant has events.
   */
  public boolean shared() {
    return kind == Kind.SHARE || kind == Kind.SHARED_RATE || kind == Kind.DECLARED_SHARE;
  }

  /** Returns the limits that this kind of node enforces. */
  public static Set<Limit> of(Node node) {
    Set<Limit> kept = EnumSet.allOf(Limit.class);
    kept.removeIf(limit -> limit.node != node);
    return kept;
  }

  static Optional<Limit> ofKey(String key) {
    return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
  }

  /** Returns all keys, sorted. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Limit::key).sorted().toList();
  }
}
