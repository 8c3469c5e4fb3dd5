package io.liveorigin.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.fill.FillerProvider;

/**
 * What the selector tells its server. Called on stream threads, so an implementation must return in
 * microseconds and must not throw. Calls for one track come from one thread, in order.
 */
public interface SelectorListener {
  /**
   * A candidate's bytes pass by. {@code bytes} is not copied and must not be kept beyond the call
   * without copying. Nothing of it may be served before {@link #accepted} names it.
   */
  void candidate(Address address, Candidate candidate, byte[] bytes);

  /** A decision has been read back and stored: from now on every node gives this answer. */
  void accepted(Decision decision);

  /** This node no longer owns the partition: release what waits for its tracks. */
  void partitionLost(int partition);

  /**
   * The partition's part of an invalidation is carried out: every decision that the records before
   * it made wrong is replaced, and {@link #accepted} was called for what replaces it. Said again
   * after a restart.
   */
  default void settled(int partition, Invalidation invalidation) {}

  /** Who makes the fillers that are proposed. */
  default FillerProvider fillers() {
    return FillerProvider.NONE;
  }

  /** A listener that does nothing. */
  SelectorListener NONE =
      new SelectorListener() {
        @Override
        public void candidate(Address address, Candidate candidate, byte[] bytes) {}

        @Override
        public void accepted(Decision decision) {}

        @Override
        public void partitionLost(int partition) {}
      };
}
