package io.liveorigin.standalone.cli;

/** The user's input cannot be used. The message names it and says what is allowed. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
