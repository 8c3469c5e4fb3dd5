package io.liveorigin.media.inspect;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.DefectSource;
import java.util.Optional;

/**
 * What is known about a segment before its first byte is read.
 *
 * @param init of its representation and pipeline, if that has come
 * @param schedule of its event
 * @param address under which it was published
 * @param representation as the event declares it
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
