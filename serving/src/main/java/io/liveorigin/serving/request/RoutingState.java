package io.liveorigin.serving.request;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import java.util.Optional;
import java.util.OptionalLong;

/** What a request is classed by beside the clock. All of it is in memory. */
public interface RoutingState {
  Optional<LiveEvent> event(EventId id);

  /** Whether an event that is not in memory is unknown. */
  SelectorReadiness events();

  /**
   * Whether a segment that is not found is absent. Lagging means that this node may still answer
   * what it knows to be pinned.
   */
  SelectorReadiness segments();

  /** Whether a mask that this node has read takes the segment from the pipeline. */
  boolean masked(SegmentAddress address, String pipeline);

  /** The largest number of the track that is known to be decided. */
  OptionalLong largestDecided(Track track);
}
