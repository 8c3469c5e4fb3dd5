package io.liveorigin.selector.change;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Invalidation;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows when an invalidation has been carried out in this partition: when nothing that an earlier
 * control record made wrong is left, neither as work nor as a decision on its way through the log.
 * Later work delays it, too; that only makes the purge later, never wrong. Stream thread only.
 */
public final class InvalidationProgress {
  private final Predicate<SegmentAddress> settled;
  private final Set<SegmentAddress> unsettled = new HashSet<>();
  private final Queue<Invalidation> waiting = new ArrayDeque<>();

  /**
   * @param settled whether the decision on an address has been read back and contradicts no mask
   */
  public InvalidationProgress(Predicate<SegmentAddress> settled) {
    this.settled = settled;
  }

  /** The address has been looked at; its new decision may be on its way. */
  public void evaluated(SegmentAddress address) {
    if (!settled.test(address)) {
      unsettled.add(address);
    }
  }

  /** Adds an invalidation, which is reported when everything before it is done. */
  public void await(Invalidation invalidation) {
    waiting.add(invalidation);
  }

  /**
   * Removes and returns the invalidations that have been carried out since the last call.
   *
   * @param workLeft whether addresses still wait for a look
   */
  public List<Invalidation> take(boolean workLeft) {
    unsettled.removeIf(settled);
    if (workLeft || !unsettled.isEmpty() || waiting.isEmpty()) {
      return List.of();
    }
    List<Invalidation> done = List.copyOf(waiting);
    waiting.clear();
    return done;
  }
}
