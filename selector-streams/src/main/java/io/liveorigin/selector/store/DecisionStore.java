package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.life.StoredTrackState;
import io.liveorigin.selector.life.WindowState;
import java.util.Optional;
import org.apache.kafka.streams.processor.StateStore;

/**
 * The accepted decisions of one partition: the materialised {@code selections} topic; nothing else
 * writes the store. The first record of (address, stored revision + 1) that was written neither too
 * early nor too late is accepted. Every other record is ignored, during restoration as during
 * processing, so a restart never changes a winner.
 */
public interface DecisionStore extends StateStore, StoredTrackState, WindowState {
  /** The outcome of a record of the log. */
  sealed interface Applied {
    /** The decision, if it is accepted. */
    default Optional<Decision> accepted() {
      return this instanceof Accepted now ? Optional.of(now.decision()) : Optional.empty();
    }

    /** The decision stands now. */
    record Accepted(Decision decision) implements Applied {}

    /** The decision was written too early or too late, and no cell accepts it. */
    sealed interface OutOfTime extends Applied {
      Decision decision();
    }

    /**
     * The decision was written before the instant from which it may be made.
     *
     * @param millis how much too early, ms; positive
     */
    record TooEarly(Decision decision, long millis) implements OutOfTime {}

    /** The decision was written after the last instant at which it may be made. */
    record TooLate(Decision decision) implements OutOfTime {}

    /**
     * The record does not have the next revision, for example because another record of that
     * revision came before it.
     */
    record Ignored() implements Applied {}
  }

  /**
   * Applies one record of the log. Stream thread. Throws if the record is not a decision; even then
   * it counts as applied, and a restoration passes over it.
   *
   * @param time the record's timestamp: the broker's time, epoch ms
   */
  Applied apply(byte[] decision, long offset, long time);

  /** The latest accepted revision. Any thread; does not wait for the stream thread. */
  Optional<Decision> get(Address address);
}
