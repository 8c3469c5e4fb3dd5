package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.util.List;
import java.util.Map;

/**
 * The published part of an event, as far as the manifest depends on it. Immutable. Two nodes with
 * the same knowledge write the same manifest.
 *
 * @param inits the init segments; their representations are listed
 * @param listings times of published media segments by representation and number, as many as are
 *     known; only templates with {@code $Time$} depend on them
 * @param notifications those of the event
 * @param references times from the clocks of encoders, by representation; none if the document is
 *     over
 * @param failover the numbers that were not published
 */
record PublishedEvent(
    EventInits inits,
    Map<String, Map<Long, Listing>> listings,
    NotificationHistory notifications,
    Map<String, ReferenceTime> references,
    Failover failover) {
  /** Has no times of encoders, and no numbers that are known not to have been published. */
  PublishedEvent(
      EventInits inits,
      Map<String, Map<Long, Listing>> listings,
      NotificationHistory notifications) {
    this(inits, listings, notifications, Map.of(), Failover.NONE);
  }

  /** Every segment begins where the schedule has it, and there are no notifications. */
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
