package io.liveorigin.selector;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.kafka.Partitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Winners whose bytes were found to be lost, on their way from the reader that found out to the
 * task that decides. Bounded: if one is dropped, the next request for it reports it again. Any
 * thread.
 */
public final class LostBytes {
  /**
   * Maximum number of copies that wait for their tasks; if a whole log is lost, it is reported bit
   * by bit.
   */
  private static final int MOST = 1_024;

  /** One copy of a segment. */
  public record Lost(SegmentAddress address, Digest digest) {}

  private final int partitions;
  private final Set<Lost> waiting = new LinkedHashSet<>();

  /**
   * @param partitions number of partitions of every topic
   */
  public LostBytes(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Reports that the bytes are deleted or different. The caller must have seen this in the log;
   * problems with Kafka do not count.
   */
  public synchronized void report(SegmentAddress address, Digest digest) {
    if (waiting.size() < MOST) {
      waiting.add(new Lost(address, digest));
    }
  }

  /**
   * Removes and returns at most {@code most} copies of a partition, in the order in which they were
   * reported.
   */
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
