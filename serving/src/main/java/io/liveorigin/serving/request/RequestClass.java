package io.liveorigin.serving.request;

/**
 * What a request is, from its path, the schedule and what is in memory. In the order in which they
 * are looked for.
 */
public enum RequestClass {
  /** Not {@code /{tenant}/{event}/{file}}. */
  UNKNOWN_PATH,
  /** Nobody declared the event. */
  UNKNOWN_EVENT,
  /** A template of the event writes it, for a representation that is not declared. */
  UNKNOWN_REPRESENTATION,
  /** No template of the event writes it; percent-encoded twins of a URL are among these. */
  FOREIGN_PATH,
  /** This node cannot tell: it has not read the events, or its decisions are not restored. */
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
   * In a pause of the event. Nothing is expected, so nobody waits: what is decided nevertheless is
   * served, and beyond the next segment no store is asked.
   */
  PAUSED,
  /** Beyond the next segment: refused until it becomes the next. */
  FUTURE,
  /** Not due, but directly after the live edge, or decided ahead of time: held. */
  NEXT,
  /** Due, and may still come: held until it is to be decided, if only as missing. */
  DUE,
  /** In the window, and too old to come: decided, or with evidence missing. */
  PAST_GONE
}
