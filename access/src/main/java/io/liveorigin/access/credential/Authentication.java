package io.liveorigin.access.credential;

/** The outcome of an authentication. */
public sealed interface Authentication {
  /** It is known. */
  record Known(Identity identity) implements Authentication {}

  /** It presented nothing. */
  record Missing() implements Authentication {}

  /** What it presented is not valid, or is not any more. */
  record Wrong() implements Authentication {}

  /** Too many passwords are being looked at; the client may come again in a moment. */
  record Busy() implements Authentication {}
}
