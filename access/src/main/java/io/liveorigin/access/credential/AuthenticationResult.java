package io.liveorigin.access.credential;

/** The outcome of an authentication. */
public sealed interface AuthenticationResult {
  /** It is known. */
  record Known(Identity identity) implements AuthenticationResult {}

  /** It presented nothing. */
  record Missing() implements AuthenticationResult {}

  /** What it presented is not valid, or is not any more. */
  record Wrong() implements AuthenticationResult {}

  /** Too many passwords are being looked at; the client may come again in a moment. */
  record Busy() implements AuthenticationResult {}

  /** It would have to be computed, and the client may make no more guesses: {@link Guesses}. */
  record GuessRefused() implements AuthenticationResult {}
}
