package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.life.StoredTrackState;
import io.liveorigin.selector.life.WindowState;
import java.util.Optional;
import org.apache.kafka.streams.processor.StateStore;

/**
 * The accepted decisions of one partition: the materialised {@code selections} topic, and nothing
 * else writes it. The first record of (address, stored revision + 1) that did not come before its
 * time is accepted; every other is ignored, on restoring as on processing, so a restart never
 * changes a winner.
 */
public interface DecisionStore extends StateStore, StoredTrackState, WindowState {
  /** What became of a record of the log. */
  sealed interface Applied {
    /** The decision, if it is accepted. */
    default Optional<Decision> accepted() {
      return this instanceof Accepted now ? Optional.of(now.decision()) : Optional.empty();
    }

    /** It is what stands now. */
    record Accepted(Decision decision) implements Applied {}

    /**
     * It came before its time or too late, and nobody accepts it.
     *
     * @param millis by how much too early; 0 where it came too late
     */
    record Early(Decision decision, long millis) implements Applied {}

    /** Another record of that revision came before it. */
    record Ignored() implements Applied {}
  }

  /**
   * Stream thread. Applies one record of the log. Throws where the record is not a decision; it
   * counts as applied then, and on restoring it is passed over.
   *
   * @param time the record's timestamp: the broker's time, epoch ms
   */
  Applied apply(byte[] decision, long offset, long time);

  /** The latest accepted revision. Any thread; does not wait for the stream thread. */
  Optional<Decision> get(Address address);
}
