package io.liveorigin.serving.cells;

import io.liveorigin.contract.control.Invalidation;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which invalidations this node has carried out: those that every partition has reported. The
 * latest are kept. Any thread.
 */
public final class SettledInvalidations {
  private static final int KEPT = 256;

  private final int partitions;
  private final Map<String, BitSet> reported = new LinkedHashMap<>();

  /**
   * @param partitions of every topic
   */
  public SettledInvalidations(int partitions) {
    this.partitions = partitions;
  }

  /** A partition has done its part. */
  public synchronized void settled(int partition, Invalidation invalidation) {
    reported.computeIfAbsent(invalidation.token(), token -> new BitSet()).set(partition);
    if (reported.size() > KEPT) {
      reported.remove(reported.keySet().iterator().next());
    }
  }

  /** What the partition had done counts no more: it will say so again when it is back. */
  public synchronized void lost(int partition) {
    reported.values().forEach(done -> done.clear(partition));
  }

  /** The tokens of all that are carried out. */
  public synchronized List<String> tokens() {
    return reported.entrySet().stream()
        .filter(entry -> entry.getValue().cardinality() == partitions)
        .map(Map.Entry::getKey)
        .toList();
  }
}
