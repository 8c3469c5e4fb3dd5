package io.liveorigin.standalone.export;

/** An export cannot continue. The message is for the user; files that were written are kept. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
