package io.liveorigin.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.QuarantineRecord;
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
   * Whether it is proved that nothing was published for the address before {@code instant} (epoch
   * ms): everything of these pipelines until then has been processed, and no candidate was among
   * it. False where there is no proof.
   */
  boolean absent(SegmentAddress address, List<String> pipelines, long instant);

  /**
   * The bytes of a winner were read, and are not there any more or are others: no mere trouble with
   * Kafka. The task chooses another candidate, if that is still its winner. Cheap; returns at once.
   */
  void lost(SegmentAddress address, Digest digest);

  /** Whether answers can be trusted right now: restored, polling, not lagging. Cheap. */
  SelectorReadiness readiness();

  /**
   * How long nothing has been processed here because no thread lives that could, ms; 0 while one
   * does. Cheap.
   */
  default long deadMillis() {
    return 0;
  }

  /** What this node passed over because it could not be processed: the latest, newest first. */
  default List<QuarantineRecord> quarantined() {
    return List.of();
  }
}
