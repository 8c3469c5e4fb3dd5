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
 * The invalidations that this node has carried out: those that every partition has reported. An
 * order is kept here as long as in {@code control}, and the admin API limits how many those are.
 * After a restart each partition reports all of them, one after the other, and none may be
 * forgotten while only some partitions have reported it. Thread-safe.
 */
public final class SettledInvalidations {
  /**
   * The limit on orders that are not in {@code control} as far as this node has read it. Partitions
   * may report an order before this node's reader of {@code control} has it. While they read the
   * log again, they also report orders that are deleted later in the log. The oldest of these
   * orders are dropped first.
   */
  private static final int MOST_UNKNOWN = 4_096;

  private final int partitions;
  private final Supplier<Collection<Invalidation>> kept;
  private final Map<String, Reported> reported = new HashMap<>();

  /** The partitions that have reported one order. */
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

  /** Records that a partition has carried out its part of an order. */
  public synchronized void settled(int partition, Invalidation invalidation) {
    reported
        .computeIfAbsent(invalidation.token(), token -> new Reported(invalidation.requestedAt()))
        .done
        .set(partition);
    if (reported.size() > MOST_UNKNOWN) {
      forget();
    }
  }

  /** Discards the reports of a partition. It will report again when it is back. */
  public synchronized void lost(int partition) {
    reported.values().forEach(order -> order.done.clear(partition));
  }

  /** The tokens of all orders that are carried out, the oldest first. */
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

  /** Returns whether all orders that this node has read are carried out. */
  public boolean haveAll() {
    List<String> done = tokens();
    return kept.get().stream().allMatch(order -> done.contains(order.token()));
  }

  /**
   * Drops orders that were in {@code control} and are not any more, and the excess of those that
   * never were.
   */
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
