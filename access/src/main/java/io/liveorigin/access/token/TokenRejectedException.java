package io.liveorigin.access.token;

/** A token that must not be accepted, and why. Never leaves the package. */
final class TokenRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient TokenVerdict verdict;

  private TokenRejectedException(TokenVerdict verdict) {
    // No trace: whoever sends such tokens is not to be worth a walk up the stack each.
    super(verdict.detail(), null, false, false);
    this.verdict = verdict;
  }

  TokenVerdict verdict() {
    return verdict;
  }

  /** It cannot be read, or no key of the tenant has made it. */
  static TokenRejectedException invalid(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.INVALID, detail));
  }

  /** It is not valid yet, or no longer. */
  static TokenRejectedException expired(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.EXPIRED, detail));
  }

  /** It is for something else. */
  static TokenRejectedException uncovered(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.UNCOVERED, detail));
  }

  /** It demands what cannot be checked here. */
  static TokenRejectedException unsupported(String detail) {
    return new TokenRejectedException(new TokenVerdict(TokenVerdict.Outcome.UNSUPPORTED, detail));
  }
}
