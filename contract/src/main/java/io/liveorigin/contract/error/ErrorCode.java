package io.liveorigin.contract.error;

import java.util.Locale;

/**
 * Every kind of refusal, with its HTTP status. The {@link #code()} is stable: clients may branch on
 * it. {@code docs/http.md} lists each with its remedy.
 */
public enum ErrorCode {
  // Faults of the request.
  MALFORMED_PATH(400, "The path is not /{tenant}/{event}/{file}"),
  MALFORMED_HEADER(400, "A header cannot be read"),
  INVALID_DIRECTIVE(400, "A delivery directive of the playlist cannot be followed"),
  BODY_TRUNCATED(400, "The body is shorter than announced"),
  DIGEST_MISMATCH(400, "The body does not have the announced digest"),
  NUMBER_OUTSIDE_SCHEDULE(400, "The segment number is outside the schedule"),
  INVALID_EVENT(400, "The event definition is not valid"),
  INVALID_TEMPLATE(400, "The URL template is not valid"),
  INVALID_MASK(400, "The mask is not valid"),
  INVALID_INVALIDATION(400, "The invalidation is not valid"),
  INVALID_NOTIFICATION(400, "The notification is not valid"),
  INVALID_RANGE(400, "The range of numbers is not valid"),
  INVALID_JSON(400, "The body is not the expected JSON or YAML"),
  NO_CREDENTIAL(401, "A credential is needed"),
  WRONG_CREDENTIAL(403, "The credential is not known or no longer valid"),
  FORBIDDEN(403, "The credential does not cover this request"),
  TOKEN_MISSING(403, "The tenant requires a viewer token"),
  TOKEN_EXPIRED(403, "The viewer token is not valid at this time"),
  TOKEN_INVALID(403, "The viewer token does not cover this request"),
  UNKNOWN_PATH(404, "No URL template of this event matches the path"),
  UNKNOWN_EVENT(404, "The event is not known"),
  INVALID_VIEW(404, "The event has no such view"),
  UNKNOWN_REPRESENTATION(404, "The representation is not declared by the event"),
  UNKNOWN_MASK(404, "The mask is not known"),
  UNKNOWN_INVALIDATION(404, "The invalidation is not known"),
  UNKNOWN_NOTIFICATION(404, "The notification is not known"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  UPLOAD_TOO_SLOW(408, "The body did not arrive in time"),
  EVENT_CONFLICT(409, "The request would change a field of the event that cannot change"),
  PAUSE_CONFLICT(409, "The event is already paused, or is not paused"),
  TOO_MANY_NOTIFICATIONS(409, "The event would have more notifications than are allowed"),
  TENANT_LIMIT(409, "The tenant would exceed a limit"),
  LENGTH_REQUIRED(411, "The length of the body is not stated"),
  PRECONDITION_FAILED(412, "The current state does not match the request's precondition"),
  TOO_LARGE(413, "The body is larger than allowed"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not allowed for this path"),
  RANGE_NOT_SATISFIABLE(416, "No byte of the segment is in the requested range"),
  TOO_MANY_ATTEMPTS(429, "This address has sent too many wrong credentials"),
  TOO_MANY_INVALIDATIONS(429, "Too many invalidations are under way"),
  TOO_MANY_REQUESTS(429, "The tenant or the client has exceeded a limit"),
  // Too early, missing and expired are three different responses.
  NOT_YET(404, "The segment is not due yet"),
  EVENT_PAUSED(404, "The segment is in a pause of the event"),
  NO_INIT_SEGMENT(404, "No pipeline has published the init segment yet"),
  NOTHING_LISTED(404, "The playlist has no segments to play yet"),
  NEVER_PUBLISHED(410, "No pipeline published the segment in time"),
  EXPIRED(410, "The requested resource has left the time-shift window"),
  EVENT_ENDED(410, "The segment is outside the event's time"),
  // Failures of the origin.
  NOT_DELIVERED(503, "The segment could not be stored in time"),
  MEMORY_FULL(503, "Too many bytes are waiting to be stored"),
  NOT_READY(503, "The node is not ready to respond"),
  OVERLOADED(503, "The node is overloaded"),
  STORAGE_UNAVAILABLE(503, "Kafka or the local store does not respond"),
  BYTES_LOST(503, "The bytes of the segment are lost; the origin is looking for another copy"),
  STORED_BYTES_DIFFER(503, "The stored bytes are not those that were chosen"),
  INTERNAL(500, "Internal error");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status of the refusal (RFC 9110, section 15). */
  public int status() {
    return status;
  }

  /** One sentence for people; the same for every occurrence (RFC 9457, section 3.1.3). */
  public String title() {
    return title;
  }

  /** The stable machine-readable name, for example {@code number-outside-schedule}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
