package io.liveorigin.contract.decision;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which records of {@code selections} and {@code selections.inits} are decisions, for a
 * reader without the selector's store. For each address, the next decision is the first record
 * whose revision is one more than that of the last decision. All other records are proposals that
 * lost. The selector's stores follow the same rule (ADR 1; {@code docs/selection.md}, Revisions).
 *
 * <p>Give it the records of a track in the order of the log, without those that are {@link
 * Decision#early} or {@link Decision#late}. The first record that it sees of an address is accepted
 * whatever its revision is, because earlier ones may have been deleted or precede the position
 * where reading began. If nothing is missing, that record is revision 1, as for every cell.
 *
 * <p>For use by one thread. It keeps one entry for each address, until {@link #forgetBelow} drops
 * it.
 */
public final class AcceptedRevisions {
  private final Map<Address, Integer> latest = new HashMap<>();

  /** Returns whether the record is a decision. Ignore any other record, as every cell does. */
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
   * time-shift window, because no cell proposes anything about them.
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
