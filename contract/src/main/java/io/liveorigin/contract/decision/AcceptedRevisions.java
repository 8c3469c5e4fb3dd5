package io.liveorigin.contract.decision;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.HashMap;
import java.util.Map;

/**
 * Which records of {@code selections} and {@code selections.inits} are decisions, for a reader
 * without the selector's store: of each address the first record whose revision is one more than
 * that of the last decision. All others are proposals that lost. The selector's stores follow the
 * same rule (ADR 1; {@code docs/selection.md}, Revisions).
 *
 * <p>Give it the records of a track in the order of the log, without those that are {@link
 * Decision#early} or {@link Decision#late}. The first record that it sees of an address is accepted
 * whatever its revision is, because earlier ones may have been deleted or lie before the place
 * where reading began. Where nothing is missing, that record is revision 1, as for every cell.
 *
 * <p>One thread. One entry for each address, until {@link #forgetBelow} drops it.
 */
public final class AcceptedRevisions {
  private final Map<Address, Integer> latest = new HashMap<>();

  /** Whether the record is a decision; otherwise ignore it, as every cell does. */
  public boolean accept(Decision decision) {
    Integer before = latest.get(decision.address());
    if (before != null && decision.revision() != before + 1) {
      return false;
    }
    latest.put(decision.address(), decision.revision());
    return true;
  }

  /**
   * Forgets the segments of a track below that number. Call it for numbers that have left the
   * time-shift window: no cell proposes anything about them.
   */
  public void forgetBelow(Track track, long number) {
    latest
        .keySet()
        .removeIf(
            address ->
                address instanceof SegmentAddress segment
                    && segment.track().equals(track)
                    && segment.number() < number);
  }
}
