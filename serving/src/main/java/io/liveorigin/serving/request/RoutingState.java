package io.liveorigin.serving.request;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything besides the clock by which requests are classified. All of it is in memory. */
public interface RoutingState {
  Optional<LiveEvent> event(EventId id);

  /** Ready if an event that is not in memory is unknown. */
  SelectorReadiness events();

  /**
   * Ready if a segment that is not found is absent. Lagging means that this node may still serve
   * what it knows to be pinned.
   */
  SelectorReadiness segments();

  /** Returns whether a mask that this node has read covers this segment of the pipeline. */
  boolean masked(SegmentAddress address, String pipeline);

  /** The largest number of the track that is known to be decided. */
  OptionalLong largestDecided(Track track);
}
