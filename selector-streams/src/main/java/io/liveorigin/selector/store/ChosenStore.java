package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.life.TrackStore;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.StateStore;

/**
 * The accepted decisions of one partition: the materialised {@code selections} topic, and nothing
 * else writes it. The first record of (address, stored revision + 1) that did not come before its
 * time is accepted; every other is ignored, on restoring as on processing, so a restart never
 * changes a winner.
 */
public interface ChosenStore extends StateStore, TrackStore {
  /**
   * A decision that came before its time.
   *
   * @param millis by how much
   */
  record Early(Decision decision, long millis) {}

  /**
   * Stream thread. Applies one record of the log; the decision if it is accepted. Throws where the
   * record is not a decision; it counts as applied then, and on restoring it is passed over.
   *
   * @param time the record's timestamp: the broker's time, epoch ms
   */
  Optional<Decision> apply(byte[] decision, long offset, long time);

  /** The latest accepted revision. Any thread; does not wait for the stream thread. */
  Optional<Decision> get(Address address);

  /** Stream thread. Addresses accepted since the last call: their candidates want another look. */
  List<Address> takeAccepted();

  /** Stream thread. Decisions that were ignored since the last call because they came too early. */
  List<Early> takeEarly();

  /** Stream thread. Forgets the numbers of a track below {@code number}. */
  void forgetBelow(Track track, long number);
}
