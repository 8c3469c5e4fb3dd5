package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.timeline.EventInitTimeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The init segments of an event that are decided so far. Immutable.
 *
 * @param listed the representations that have one, in the order of the definition
 * @param decidedAt when the newest of them was decided, epoch ms; 0 if there is none
 * @param changes which init segment is in force at which number
 */
public record EventInits(List<Representation> listed, long decidedAt, EventInitTimeline changes) {
  public EventInits {
    listed = List.copyOf(listed);
  }

  /** Makes them from the decisions about them. Only decisions with a winner count. */
  static EventInits of(LiveEvent event, Map<Track, Decision> decisions) {
    Map<Track, InitTimeline> changes = new HashMap<>();
    decisions.forEach(
        (track, decision) -> {
          if (decision.winner().isPresent()) {
            changes.put(track, decision.changes());
          }
        });
    return new EventInits(
        event.definition().representations().stream()
            .filter(representation -> changes.containsKey(event.track(representation.id())))
            .toList(),
        decisions.values().stream()
            .filter(decision -> decision.winner().isPresent())
            .mapToLong(Decision::decidedAt)
            .max()
            .orElse(0),
        new EventInitTimeline(changes));
  }

  /**
   * Returns the same init segments with only some of the representations listed. Change-overs
   * remain those of the whole event.
   *
   * @param ids representations to list; empty for all
   */
  public EventInits only(List<String> ids) {
    return ids.isEmpty()
        ? this
        : new EventInits(
            listed.stream().filter(representation -> ids.contains(representation.id())).toList(),
            decidedAt,
            changes);
  }

  /** Whether that representation has an init segment. */
  public boolean lists(String representation) {
    return listed.stream().anyMatch(of -> of.id().equals(representation));
  }
}
