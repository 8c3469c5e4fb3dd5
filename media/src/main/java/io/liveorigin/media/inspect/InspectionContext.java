package io.liveorigin.media.inspect;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.DefectSource;
import java.util.Optional;

/**
 * What is known about a segment before its first byte is read.
 *
 * @param init init segment of its representation and pipeline, if it is known
 * @param schedule schedule of its event
 * @param address address at which it was published
 * @param representation its representation, as the event declares it
 * @param source who inspects
 */
public record InspectionContext(
    Optional<InitFacts> init,
    Schedule schedule,
    SegmentAddress address,
    Representation representation,
    DefectSource source) {

  Optional<InitTrack> initTrack(long trackId) {
    return init.flatMap(facts -> facts.track(trackId));
  }
}
