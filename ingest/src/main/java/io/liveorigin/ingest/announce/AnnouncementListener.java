package io.liveorigin.ingest.announce;

/** Is told what becomes of announcements. Any thread; must not block. */
@FunctionalInterface
public interface AnnouncementListener {
  /** What became of one. */
  enum Outcome {
    /** It is in {@code control}. */
    PUBLISHED,
    /** It was known already, by another representation, pipeline or operator. */
    REPEATED,
    /** It cannot be read, or there are too many. */
    REFUSED,
    /** Kafka did not take it; it is tried again. */
    RETRIED,
    /** It was given up: too many waited, its numbers left the window, or the listener stopped. */
    LOST
  }

  void announcement(Outcome outcome);
}
