package io.liveorigin.access.token;

/** A token that must not be accepted, and why. Never leaves the package. */
final class Unacceptable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient TokenVerdict verdict;

  private Unacceptable(TokenVerdict verdict) {
    // No trace: whoever sends such tokens is not to be worth a walk up the stack each.
    super(verdict.detail(), null, false, false);
    this.verdict = verdict;
  }

  TokenVerdict verdict() {
    return verdict;
  }

  /** It cannot be read, or no key of the tenant has made it. */
  static Unacceptable invalid(String detail) {
    return new Unacceptable(new TokenVerdict(TokenVerdict.Outcome.INVALID, detail));
  }

  /** It is not valid yet, or no longer. */
  static Unacceptable expired(String detail) {
    return new Unacceptable(new TokenVerdict(TokenVerdict.Outcome.EXPIRED, detail));
  }

  /** It is for something else. */
  static Unacceptable uncovered(String detail) {
    return new Unacceptable(new TokenVerdict(TokenVerdict.Outcome.UNCOVERED, detail));
  }

  /** It demands what cannot be checked here. */
  static Unacceptable unsupported(String detail) {
    return new Unacceptable(new TokenVerdict(TokenVerdict.Outcome.UNSUPPORTED, detail));
  }
}
