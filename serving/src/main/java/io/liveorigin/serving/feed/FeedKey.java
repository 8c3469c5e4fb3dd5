package io.liveorigin.serving.feed;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;

/**
 * One incarnation of an event. An event that is declared again under the same name is another one.
 *
 * @param incarnation as in {@link Track#incarnation()}
 */
record FeedKey(EventId event, long incarnation) {
  static FeedKey of(LiveEvent event) {
    return new FeedKey(event.id(), event.definition().incarnation());
  }

  static FeedKey of(Track track) {
    return new FeedKey(track.event(), track.incarnation());
  }
}
