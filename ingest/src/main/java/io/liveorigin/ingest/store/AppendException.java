package io.liveorigin.ingest.store;

/**
 * Thrown if one append fails. Does not leave this package, which reports failures as {@code
 * OriginException}.
 */
public final class AppendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRepeating;

  private AppendException(String message, Throwable cause, boolean worthRepeating) {
    super(message, cause);
    this.worthRepeating = worthRepeating;
  }

  /** Kafka is unavailable, slow or short of replicas: the same append may succeed soon. */
  public static AppendException passing(String message, Throwable cause) {
    return new AppendException(message, cause, true);
  }

  /** Kafka will never accept this append as it is. */
  public static AppendException lasting(String message, Throwable cause) {
    return new AppendException(message, cause, false);
  }

  public boolean isRetriable() {
    return worthRepeating;
  }
}
