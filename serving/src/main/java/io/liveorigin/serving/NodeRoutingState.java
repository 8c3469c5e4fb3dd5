package io.liveorigin.serving;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.request.RoutingState;
import io.liveorigin.serving.segment.RecentDecisions;
import io.liveorigin.serving.status.NodeReadiness;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of this node by which requests are routed, as it is at the moment.
 *
 * @param control the events
 * @param readiness whether the node may respond at all
 * @param recent decisions in memory
 */
record NodeRoutingState(ControlState control, NodeReadiness readiness, RecentDecisions recent)
    implements RoutingState {
  @Override
  public Optional<LiveEvent> event(EventId id) {
    return control.event(id);
  }

  @Override
  public SelectorReadiness events() {
    return readiness.events();
  }

  @Override
  public SelectorReadiness segments() {
    return readiness.segments();
  }

  @Override
  public boolean masked(SegmentAddress address, String pipeline) {
    return control.masks(address.track().event()).stream()
        .anyMatch(mask -> mask.pipeline().equals(pipeline) && mask.covers(address));
  }

  @Override
  public OptionalLong largestDecided(Track track) {
    return recent.largestDecided(track);
  }
}
