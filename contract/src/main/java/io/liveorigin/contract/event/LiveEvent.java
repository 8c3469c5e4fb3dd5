package io.liveorigin.contract.event;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.schedule.Schedule;

/** An event definition with its compiled URLs and schedule: what a request needs. Immutable. */
public record LiveEvent(
    EventDefinition definition, EventId id, SegmentUrls urls, Schedule schedule) {
  /** The track of that representation, declared or not, in this incarnation of the event. */
  public Track track(String representation) {
    return new Track(id, representation, definition.incarnation());
  }

  /**
   * Whether the packagers are to publish that number: not where its media overlaps a pause. The
   * schedule goes on in a pause, and what is published nevertheless counts as always.
   */
  public boolean expects(long number) {
    return definition.pauses().isEmpty()
        || !definition
            .pauses()
            .get()
            .overlap(schedule.mediaStart(number), schedule.mediaEnd(number));
  }

  public static LiveEvent of(EventDefinition definition) {
    return new LiveEvent(
        definition, definition.id(), new SegmentUrls(definition), definition.schedule());
  }
}
