package io.liveorigin.selector.fill;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import java.util.Optional;

/**
 * A filler that is wanted.
 *
 * @param event of the track, as it is declared now
 * @param address of the number that nobody has published
 * @param init the init segment that is served
 * @param source newest good segment before the number; empty where there is none, which does for
 *     text alone
 */
public record FillerOrder(
    LiveEvent event, SegmentAddress address, Candidate init, Optional<Source> source) {
  /**
   * @param number of the segment
   * @param copy that is served
   */
  public record Source(long number, Candidate copy) {}
}
