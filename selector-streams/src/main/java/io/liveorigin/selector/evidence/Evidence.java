package io.liveorigin.selector.evidence;

/**
 * What has been consumed, as proof that something is absent. "Consumed until t" means: every record
 * that the partition held at instant t has been processed.
 */
public interface Evidence {
  /** Nothing is known. */
  long NONE = Long.MIN_VALUE;

  /** Any thread. Epoch ms, or {@link #NONE}. */
  long consumedUntil(String topic, int partition);

  /** Stream thread: the record at {@code offset} has been processed. */
  void processed(String topic, int partition, long offset);
}
