package io.liveorigin.contract.event;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;

/** An event definition with its compiled URLs and its schedule, as requests need it. Immutable. */
public record LiveEvent(
    EventDefinition definition, EventId id, SegmentUrls urls, Schedule schedule) {
  /** The track of that representation, declared or not, in this incarnation of the event. */
  public Track track(String representation) {
    return new Track(id, representation, definition.incarnation());
  }

  /**
   * Returns whether the packagers are expected to publish that number. They are not if its media
   * overlaps a pause. The schedule continues during a pause, and a segment that is published
   * nevertheless counts as always.
   */
  public boolean expects(long number) {
    return definition.pauses().isEmpty()
        || !definition
            .pauses()
            .get()
            .overlap(schedule.mediaStart(number), schedule.mediaEnd(number));
  }

  /**
   * The instant, epoch ms, at which a number is decided as missing if no pipeline has published it
   * by then: {@code fillPatience} after {@code decided}. For text that is filled, there is no such
   * wait: a late copy replaces an empty one, and players that wait for text stop the picture.
   */
  public long missing(SegmentAddress address) {
    long decided = schedule.decided(address.number());
    boolean text =
        definition.fills().text()
            && definition
                .representation(address.track().representation())
                .filter(r -> r.contentType() == ContentType.TEXT)
                .isPresent();
    return text
        ? decided
        : SaturatingMath.sum(decided, definition.missingNumberPatience().toMillis());
  }

  public static LiveEvent of(EventDefinition definition) {
    return new LiveEvent(
        definition, definition.id(), new SegmentUrls(definition), definition.schedule());
  }
}
