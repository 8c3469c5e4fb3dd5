package io.liveorigin.contract.event;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.schedule.Schedule;

/** An event definition with its compiled URLs and schedule: what a request needs. Immutable. */
public record LiveEvent(
    EventDefinition definition, EventId id, SegmentUrls urls, Schedule schedule) {
  public static LiveEvent of(EventDefinition definition) {
    return new LiveEvent(
        definition, definition.id(), new SegmentUrls(definition), definition.schedule());
  }
}
