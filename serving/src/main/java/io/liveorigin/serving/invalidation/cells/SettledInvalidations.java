package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.control.Invalidation;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which invalidations this node has carried out: those that every partition has reported. What is
 * kept in {@code control} is kept here, and the admin API bounds that: after a restart each
 * partition reports all of them, one after the other, and none may be forgotten half reported. Any
 * thread.
 */
public final class SettledInvalidations {
  /**
   * Partitions may report an order before this node's reader of {@code control} has it, and, while
   * they read the log again, orders that are deleted further on. The oldest of these go first.
   */
  private static final int MOST_UNKNOWN = 4_096;

  private final int partitions;
  private final Supplier<Collection<Invalidation>> kept;
  private final Map<String, Reported> reported = new HashMap<>();

  /** What the partitions said of one order. */
  private static final class Reported {
    final long requestedAt;
    final BitSet done = new BitSet();
    boolean seenInControl;

    Reported(long requestedAt) {
      this.requestedAt = requestedAt;
    }
  }

  /**
   * @param partitions of every topic
   * @param kept the orders that are in {@code control} now, as far as this node has read it
   */
  public SettledInvalidations(int partitions, Supplier<Collection<Invalidation>> kept) {
    this.partitions = partitions;
    this.kept = kept;
  }

  /** A partition has done its part. */
  public synchronized void settled(int partition, Invalidation invalidation) {
    reported
        .computeIfAbsent(invalidation.token(), token -> new Reported(invalidation.requestedAt()))
        .done
        .set(partition);
    if (reported.size() > MOST_UNKNOWN) {
      forget();
    }
  }

  /** What the partition had done counts no more: it will say so again when it is back. */
  public synchronized void lost(int partition) {
    reported.values().forEach(order -> order.done.clear(partition));
  }

  /** The tokens of all that are carried out, the oldest first. */
  public synchronized List<String> tokens() {
    forget();
    return reported.entrySet().stream()
        .filter(entry -> entry.getValue().done.cardinality() == partitions)
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Reported> e) -> e.getValue().requestedAt)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether all orders that this node has read are carried out. */
  public boolean haveAll() {
    List<String> done = tokens();
    return kept.get().stream().allMatch(order -> done.contains(order.token()));
  }

  /** Drops what was in {@code control} and is not any more, and too many that never were. */
  private void forget() {
    Set<String> known = new HashSet<>();
    kept.get().forEach(order -> known.add(order.token()));
    reported.forEach((token, order) -> order.seenInControl |= known.contains(token));
    reported.entrySet().removeIf(e -> e.getValue().seenInControl && !known.contains(e.getKey()));
    int unknown = (int) reported.values().stream().filter(order -> !order.seenInControl).count();
    reported.entrySet().stream()
        .filter(entry -> !entry.getValue().seenInControl)
        .sorted(Comparator.comparingLong(entry -> entry.getValue().requestedAt))
        .limit(Math.max(0, unknown - MOST_UNKNOWN))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(reported::remove);
  }
}
