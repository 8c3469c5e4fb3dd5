package io.liveorigin.access.credential;

/** The outcome of an authentication. */
public sealed interface AuthenticationResult {
  /** The credential is valid. */
  record Known(Identity identity) implements AuthenticationResult {}

  /** The request has no credential. */
  record Missing() implements AuthenticationResult {}

  /** The credential is wrong, or no longer valid. */
  record Wrong() implements AuthenticationResult {}

  /** Too many passwords are being checked at the moment; the client may retry shortly. */
  record Busy() implements AuthenticationResult {}

  /**
   * The password would need a slow hash, and the client may not guess any more ({@link Guesses}).
   */
  record GuessRefused() implements AuthenticationResult {}
}
