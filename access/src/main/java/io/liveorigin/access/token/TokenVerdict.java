package io.liveorigin.access.token;

/**
 * The result of the check of a token.
 *
 * @param detail reason for the client and the log; from the token, it quotes only names and numbers
 *     of claims
 */
public record TokenVerdict(Outcome outcome, String detail) {
  /** The kinds of result. */
  public enum Outcome {
    /** The token permits the request. */
    ACCEPTED,
    /** The token cannot be parsed, or no key of the tenant made it. */
    INVALID,
    /** The token is not valid yet, or has expired. */
    EXPIRED,
    /** The token is genuine, but does not permit this request. */
    UNCOVERED,
    /** The token is genuine, but has a restriction that the origin cannot check. */
    UNSUPPORTED
  }

  static final TokenVerdict ACCEPTED = new TokenVerdict(Outcome.ACCEPTED, "accepted");

  /** Returns whether the token permits the request. */
  public boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
