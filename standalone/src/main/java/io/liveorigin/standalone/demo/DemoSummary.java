package io.liveorigin.standalone.demo;

import io.liveorigin.contract.event.LiveEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a run: every segment that was due between its first number and its end.
 *
 * @param event tenant/event
 * @param first first number that was published
 * @param last last number that was due at the end; below {@code first} if there was none
 * @param visits what the viewer got for each segment, by representation
 * @param withoutInit representations whose init segment was not served
 */
public record DemoSummary(
    String event,
    long first,
    long last,
    Map<String, List<Visit>> visits,
    List<String> withoutInit) {

  static DemoSummary of(LiveEvent event, List<TrackViewer> tracks, long end) {
    long first = tracks.get(0).first();
    long last = event.schedule().liveEdge(end);
    Map<String, List<Visit>> visits = new LinkedHashMap<>();
    List<String> withoutInit = new ArrayList<>();
    for (TrackViewer track : tracks) {
      String representation = track.track().representation();
      visits.put(
          representation,
          track.visits().stream().filter(visit -> visit.address().number() <= last).toList());
      if (last >= first && !track.initServed()) {
        withoutInit.add(representation);
      }
    }
    return new DemoSummary(event.id().toString(), first, last, visits, withoutInit);
  }

  /** Number of segments that were due, of all representations. */
  public long due() {
    return visits.size() * duePerRepresentation();
  }

  public long duePerRepresentation() {
    return Math.max(0, last - first + 1);
  }

  public List<Visit> all() {
    return visits.values().stream().flatMap(List::stream).toList();
  }

  public ViewTally tally() {
    return ViewTally.of(all());
  }

  /** Segments that were due and requested in vain. */
  public List<Visit> missed() {
    return all().stream().filter(visit -> !visit.served()).toList();
  }

  /** Whether every due segment and every init segment was served. */
  public boolean complete() {
    return tally().served() == due() && withoutInit.isEmpty();
  }
}
