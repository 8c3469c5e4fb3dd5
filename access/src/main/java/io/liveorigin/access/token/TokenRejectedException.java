package io.liveorigin.access.token;

/**
 * Thrown if a token must not be accepted; has the verdict with the reason. Never leaves the
 * package.
 */
final class TokenRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient TokenVerdict verdict;

  private TokenRejectedException(TokenVerdict verdict) {
    // No stack trace: clients that send such tokens must not cost a walk up the stack for each.
    super(verdict.detail(), null, false, false);
    this.verdict = verdict;
  }

  TokenVerdict verdict() {
    return verdict;
  }

  /** The token cannot be parsed, or no key of the tenant made it. */
  static TokenRejectedException invalid(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.INVALID, detail));
  }

  /** The token is not valid yet, or has expired. */
  static TokenRejectedException expired(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.EXPIRED, detail));
  }

  /** The token is valid, but does not permit this request. */
  static TokenRejectedException uncovered(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.UNCOVERED, detail));
  }

  /** The token has a restriction that the origin cannot check. */
  static TokenRejectedException unsupported(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.UNSUPPORTED, detail));
  }
}
