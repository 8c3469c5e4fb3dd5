package io.liveorigin.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a server may ask of the selector. Local, never a network call; any thread. Only decisions
 * that have been read back from {@code selections} are seen here.
 */
public interface DecisionIndex {
  /** One interactive query. Trouble is {@link Lookup.Unavailable}, never "undecided". */
  Lookup lookup(Address address);

  /** The bytes of an init segment that was a candidate; inits are kept whole in the store. */
  Optional<byte[]> initSegment(InitAddress address, Digest digest);

  /**
   * Evidence of absence: every segment of this track that Kafka had acknowledged for any of these
   * pipelines before the returned instant (epoch ms) has been processed. {@link Long#MIN_VALUE}
   * where there is none.
   */
  long consumedUntil(Track track, List<String> pipelines);

  /** Whether answers can be trusted right now: restored, polling, not lagging. Cheap. */
  Readiness readiness();
}
