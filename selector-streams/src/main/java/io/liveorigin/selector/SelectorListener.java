package io.liveorigin.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.selector.fill.FillerProvider;

/**
 * Receives the events of the selector for its server. The methods are called on stream threads, so
 * an implementation must return in microseconds and must not throw. Calls for one track are made by
 * one thread, in order.
 */
public interface SelectorListener {
  /**
   * A candidate was read. {@code bytes} is not copied and must not be kept after the call without
   * copying. No byte may be served before {@link #accepted} names the candidate.
   */
  void candidate(Address address, Candidate candidate, byte[] bytes);

  /**
   * A decision has been read back and stored: from now on every node serves it.
   *
   * @param position of its record in {@code selections} or {@code selections.inits}
   */
  void accepted(Decision decision, RecordPosition position);

  /** This node no longer owns the partition: release everything that waits for its tracks. */
  void partitionLost(int partition);

  /**
   * The partition's part of an invalidation has been carried out: every decision that earlier
   * records made wrong is replaced, and {@link #accepted} was called for each replacement. Called
   * again after a restart.
   */
  default void settled(int partition, Invalidation invalidation) {}

  /** Makes the fillers that are proposed. */
  default FillerProvider fillers() {
    return FillerProvider.NONE;
  }

  /** A listener that does nothing. */
  SelectorListener NONE =
      new SelectorListener() {
        @Override
        public void candidate(Address address, Candidate candidate, byte[] bytes) {}

        @Override
        public void accepted(Decision decision, RecordPosition position) {}

        @Override
        public void partitionLost(int partition) {}
      };
}
