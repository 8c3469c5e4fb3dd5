package io.liveorigin.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.QuarantineRecord;
import java.util.List;
import java.util.Optional;

/**
 * The queries that a server may make to the selector. They are local and never cause a network
 * call. Any thread. Only decisions that have been read back from {@code selections} are visible
 * here.
 */
public interface DecisionIndex {
  /**
   * Looks up the decision on an address, as one interactive query. A failure is reported as {@link
   * Lookup.Unavailable}, never as "undecided".
   */
  Lookup lookup(Address address);

  /**
   * The bytes of an init segment that was a candidate; the store keeps init segments whole. Empty
   * if it is not known here, or if the store cannot be queried.
   */
  Optional<byte[]> initSegment(InitAddress address, Digest digest);

  /**
   * The candidates of an address, in the order of arrival, as they are known here; the copies that
   * came after the decision are among them. Empty if none is known. Throws {@code
   * ErrorCode.STORAGE_UNAVAILABLE} if the store cannot be queried.
   */
  List<Candidate> candidates(SegmentAddress address);

  /**
   * Whether there is proof that nothing was published for the address before {@code instant} (epoch
   * ms): all records of these pipelines up to that instant have been processed, and none of them
   * was a candidate. False without proof.
   */
  boolean absent(SegmentAddress address, List<String> pipelines, long instant);

  /**
   * Reports that the bytes of a winner were read and found to be deleted or different; problems
   * with Kafka are not reported here. The task chooses another candidate if this one is still its
   * winner. Cheap; returns at once.
   */
  void lost(SegmentAddress address, Digest digest);

  /** Whether results can be trusted now: the node is restored, polls, and does not lag. Cheap. */
  SelectorReadiness readiness();

  /**
   * How long nothing has been processed because no living thread can do so, in ms; 0 while such a
   * thread is alive. Cheap.
   */
  default long deadMillis() {
    return 0;
  }

  /**
   * The latest records and steps that this node passed over because they could not be processed,
   * newest first.
   */
  default List<QuarantineRecord> quarantined() {
    return List.of();
  }
}
