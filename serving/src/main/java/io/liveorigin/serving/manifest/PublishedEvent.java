package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.util.List;
import java.util.Map;

/**
 * What of an event is published, as far as the manifest depends on it. Immutable: two nodes that
 * know the same write the same.
 *
 * @param inits the init segments; their representations are listed
 * @param listings times of published media segments by representation and number, as many as are
 *     known; only templates with {@code $Time$} depend on them
 * @param notifications what was said of the event
 * @param references what clocks of encoders said, by representation; none of what is over
 * @param failover what was not published
 */
record PublishedEvent(
    EventInits inits,
    Map<String, Map<Long, Listing>> listings,
    NotificationHistory notifications,
    Map<String, ReferenceTime> references,
    Failover failover) {
  /** Where no encoder tells its clock, and nothing is known not to have been published. */
  PublishedEvent(
      EventInits inits,
      Map<String, Map<Long, Listing>> listings,
      NotificationHistory notifications) {
    this(inits, listings, notifications, Map.of(), Failover.NONE);
  }

  /** Where every segment begins where the schedule has it, and nothing was said. */
  PublishedEvent(EventInits inits) {
    this(inits, Map.of(), NotificationHistory.NONE);
  }

  /** The representations that have an init segment, in the order of the definition. */
  List<Representation> listed() {
    return inits.listed();
  }

  Map<Long, Listing> listingsOf(Representation representation) {
    return listings.getOrDefault(representation.id(), Map.of());
  }
}
