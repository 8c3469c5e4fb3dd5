package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.StateStore;

/**
 * The accepted decisions of one partition: the materialised {@code selections} topic, and nothing
 * else writes it. The first record of (address, stored revision + 1) is accepted; every other is
 * ignored, on restoring as on processing, so a restart never changes a winner.
 */
public interface ChosenStore extends StateStore {
  /** Stream thread. Applies one record of the log; the decision if it is accepted. */
  Optional<Decision> apply(byte[] decision, long offset);

  /** The latest accepted revision. Any thread; does not wait for the stream thread. */
  Optional<Decision> get(Address address);

  /** Stream thread. Addresses accepted since the last call: their candidates want another look. */
  List<Address> takeAccepted();

  /** Stream thread. Forgets the numbers of a track below {@code number}. */
  void forgetBelow(io.liveorigin.contract.address.Track track, long number);
}
