package io.liveorigin.serving.request;

/**
 * The class of a request, from its path, the schedule and what is in memory. The constants are in
 * the order in which the classes are checked.
 */
public enum RequestClass {
  /** The path is not {@code /{tenant}/{event}/{file}}. */
  UNKNOWN_PATH,
  /** The event is not declared. */
  UNKNOWN_EVENT,
  /** A template of the event yields the path, but for a representation that is not declared. */
  UNKNOWN_REPRESENTATION,
  /** No template of the event yields the path. Percent-encoded twins of a URL are among these. */
  FOREIGN_PATH,
  /** This node cannot decide: it has not read the events, or its decisions are not restored. */
  NOT_READY,
  /** The manifest of the event. */
  MANIFEST,
  /** An init segment. */
  INIT,
  /** Below the event's first number: never served. */
  BEFORE_START,
  /** Above the event's last number. */
  ENDED,
  /** Has left the time-shift window: never served again. */
  EXPIRED,
  /**
   * In a pause of the event. No segment is expected, so no request is held. Segments that are
   * decided nevertheless are served, and after the next segment no store is queried.
   */
  PAUSED,
  /** After the next segment: refused until it becomes the next. */
  FUTURE,
  /**
   * Not due, but directly after the live edge, or decided ahead of time: held until it is decided.
   */
  NEXT,
  /** Due, and may still be published: held until it must be decided, if only as missing. */
  DUE,
  /**
   * In the window, and too old to be published now: decided, proved to be absent, or without
   * evidence yet.
   */
  PAST_GONE
}
