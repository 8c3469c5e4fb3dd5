package io.liveorigin.selector.evidence;

/**
 * How far the log has been consumed, as proof that something is absent. "Consumed until t" means:
 * every record that the partition held at instant t has been processed.
 */
public interface Evidence {
  /** There is no proof. */
  long NONE = Long.MIN_VALUE;

  /**
   * The instant until which the partition has been consumed, epoch ms, or {@link #NONE}. Any
   * thread.
   */
  long consumedUntil(String topic, int partition);

  /** Stream thread: the record at {@code offset} has been processed. */
  void processed(String topic, int partition, long offset);
}
