package io.liveorigin.ingest.announce;

/** Receives the outcome of each announcement. Any thread may call it; it must not block. */
@FunctionalInterface
public interface AnnouncementListener {
  /** The outcome of an announcement. */
  enum Outcome {
    /** It was written to {@code control}. */
    PUBLISHED,
    /** It was already known from another representation, pipeline or operator. */
    REPEATED,
    /** It cannot be parsed, or there are too many notifications. */
    REFUSED,
    /** Kafka did not accept it; it will be retried. */
    RETRIED,
    /**
     * It was given up: too many were waiting, its numbers left the window, or the listener was
     * stopped.
     */
    LOST
  }

  void announcement(Outcome outcome);
}
