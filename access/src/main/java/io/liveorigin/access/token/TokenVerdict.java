package io.liveorigin.access.token;

/**
 * What became of a token.
 *
 * @param detail for the client and the log; has nothing of the token in it but names and numbers of
 *     claims
 */
public record TokenVerdict(Outcome outcome, String detail) {
  /** The kinds of it. */
  public enum Outcome {
    /** The request may be answered. */
    ACCEPTED,
    /** It cannot be read, or no key of the tenant has made it. */
    INVALID,
    /** It is not valid yet, or no longer. */
    EXPIRED,
    /** It is genuine, and for something else. */
    UNCOVERED,
    /** It is genuine, and demands what the origin cannot check. */
    UNSUPPORTED
  }

  static final TokenVerdict ACCEPTED = new TokenVerdict(Outcome.ACCEPTED, "accepted");

  /** Whether the request may be answered. */
  public boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
