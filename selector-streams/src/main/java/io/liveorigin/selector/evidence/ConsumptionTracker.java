package io.liveorigin.selector.evidence;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each assigned partition has been consumed, and what that proves. Three kinds of threads
 * use it: the stream thread reports the records that its consumer returned and those that were
 * processed, the watcher reports end offsets with the instant before which they were read, and
 * servers query.
 */
public final class ConsumptionTracker implements Evidence {
  /** The progress of one partition of one consumer. Fields are volatile: each has one writer. */
  private static final class Progress {
    private final Object owner;

    /** Offset after the last record that the consumer returned from a poll; -1 before the first. */
    private volatile long handedOut = -1;

    /** The consumer's next offset. Written after handedOut, read before it. */
    private volatile long position = -1;

    /** Offset after the last processed record. */
    private volatile long processed = -1;

    private volatile long targetOffset = -1;
    private volatile long targetInstant = NONE;
    private volatile long consumedUntil = NONE;

    Progress(Object owner) {
      this.owner = owner;
    }

    long consumed() {
      long next = position;
      long out = handedOut;
      return out >= 0 && processed < out ? processed : next;
    }
  }

  private final Map<TopicPartition, Progress> partitions = new ConcurrentHashMap<>();

  /** Instant of the last poll of each open consumer. */
  private final Map<Object, Long> polls = new ConcurrentHashMap<>();

  /**
   * Stream thread, after each poll: the current assignment of this consumer. Each stream thread has
   * a consumer of its own, which reports nothing about the partitions of the others. A partition
   * that moves from one to another is proved anew.
   */
  public void assigned(Object consumer, Set<TopicPartition> assignment) {
    partitions
        .entrySet()
        .removeIf(e -> e.getValue().owner == consumer && !assignment.contains(e.getKey()));
    for (TopicPartition partition : assignment) {
      partitions.compute(
          partition,
          (p, known) -> known != null && known.owner == consumer ? known : new Progress(consumer));
    }
  }

  /** Stream thread: the consumer is closed, and its partitions are not assigned any more. */
  public void closed(Object consumer) {
    assigned(consumer, Set.of());
    polls.remove(consumer);
  }

  /** Stream thread, after each poll, before {@link #position}. */
  public void delivered(TopicPartition partition, long lastOffset) {
    Progress progress = partitions.get(partition);
    if (progress != null) {
      progress.handedOut = lastOffset + 1;
    }
  }

  /** Stream thread, after each poll. */
  public void position(TopicPartition partition, long position) {
    Progress progress = partitions.get(partition);
    if (progress != null) {
      progress.position = position;
    }
  }

  /** Stream thread: the consumer was polled at {@code now}. */
  public void polled(Object consumer, long now) {
    polls.put(consumer, now);
  }

  /**
   * The instant of the last poll of the consumer whose last poll is longest ago, epoch ms; 0 before
   * the first poll.
   */
  public long lastPoll() {
    long last = Long.MAX_VALUE;
    for (long poll : polls.values()) {
      last = Math.min(last, poll);
    }
    return last == Long.MAX_VALUE ? 0 : last;
  }

  @Override
  public void processed(String topic, int partition, long offset) {
    Progress progress = partitions.get(new TopicPartition(topic, partition));
    if (progress != null) {
      progress.processed = offset + 1;
    }
  }

  /**
   * Watcher thread: at {@code instant} or later the partition ended at {@code end}. An older target
   * that has not been reached stays; otherwise a steady stream would postpone the proof for ever.
   */
  public void observedEnd(TopicPartition partition, long end, long instant) {
    Progress progress = partitions.get(partition);
    if (progress == null) {
      return;
    }
    settle(progress);
    if (progress.targetOffset < 0) {
      progress.targetInstant = instant;
      progress.targetOffset = end;
      settle(progress);
    }
  }

  private static void settle(Progress progress) {
    if (progress.targetOffset >= 0 && progress.consumed() >= progress.targetOffset) {
      // Not the larger of the two: after a clock was set back, the newer instant is the right one.
      progress.consumedUntil = progress.targetInstant;
      progress.targetOffset = -1;
    }
  }

  public Set<TopicPartition> assignment() {
    return Set.copyOf(partitions.keySet());
  }

  @Override
  public long consumedUntil(String topic, int partition) {
    Progress progress = partitions.get(new TopicPartition(topic, partition));
    return progress == null ? NONE : progress.consumedUntil;
  }

  /**
   * The oldest proof over all assigned partitions; empty if nothing is assigned. It is called on
   * every request, so it is a plain loop.
   */
  public OptionalLong oldest() {
    long oldest = Long.MAX_VALUE;
    boolean assigned = false;
    for (Progress progress : partitions.values()) {
      assigned = true;
      oldest = Math.min(oldest, progress.consumedUntil);
    }
    return assigned ? OptionalLong.of(oldest) : OptionalLong.empty();
  }
}
