package io.liveorigin.selector;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.kafka.Partitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Winners whose bytes were found to be lost, on their way from who wanted to read them to the task
 * that decides. Bounded: what is dropped is said again by the next who asks for it. Any thread.
 */
public final class LostBytes {
  /** Waiting for their tasks; a whole log that is lost is said bit by bit. */
  private static final int MOST = 1_024;

  /** One copy of a segment. */
  public record Lost(SegmentAddress address, Digest digest) {}

  private final int partitions;
  private final Set<Lost> waiting = new LinkedHashSet<>();

  /**
   * @param partitions of every topic
   */
  public LostBytes(int partitions) {
    this.partitions = partitions;
  }

  /**
   * The bytes are not there any more, or are others: that was seen, and no mere trouble with Kafka.
   */
  public synchronized void report(SegmentAddress address, Digest digest) {
    if (waiting.size() < MOST) {
      waiting.add(new Lost(address, digest));
    }
  }

  /** Takes some of a partition, in the order in which they were reported. */
  public synchronized List<Lost> take(int partition, int most) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Lost> taken =
        new ArrayList<>(
            waiting.stream()
                .filter(l -> Partitions.of(l.address().track(), partitions) == partition)
                .limit(most)
                .toList());
    taken.forEach(waiting::remove);
    return taken;
  }
}
