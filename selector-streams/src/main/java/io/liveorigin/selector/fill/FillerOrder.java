package io.liveorigin.selector.fill;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import java.util.Optional;

/**
 * An order for a filler.
 *
 * @param event the event of the track, as it is declared now
 * @param address the address of the number that no pipeline published
 * @param init the init segment that is served
 * @param source the newest good segment before the number; empty if there is none, which is enough
 *     for text only
 */
public record FillerOrder(
    LiveEvent event, SegmentAddress address, Candidate init, Optional<Source> source) {
  /**
   * @param number the number of the segment
   * @param copy the copy that is served
   */
  public record Source(long number, Candidate copy) {}
}
