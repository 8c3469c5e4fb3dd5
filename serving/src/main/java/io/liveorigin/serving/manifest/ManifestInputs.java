package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.hls.AveragePeriod;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.AverageRates;
import io.liveorigin.serving.timeline.ManifestFacts;
import io.liveorigin.serving.timeline.PublicationGap;
import io.liveorigin.serving.timeline.ReferenceTime;
import io.liveorigin.serving.timeline.TimelineRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Gathers everything that a manifest depends on. Players can do without facts that cannot be
 * determined now: a node that lags, or whose index cannot be queried, states what it knew before,
 * or leaves the fact out. May be called by any thread that may block for local queries.
 */
final class ManifestInputs {
  private final TimelineRegistry timelines;
  private final ManifestFacts facts;
  private final DecisionIndex index;
  private final ControlState control;

  /**
   * @param timelines when segments begin, for URLs that contain times
   * @param facts of tracks
   * @param control has the notifications of events
   */
  ManifestInputs(
      TimelineRegistry timelines, ManifestFacts facts, DecisionIndex index, ControlState control) {
    this.timelines = timelines;
    this.facts = facts;
    this.index = index;
    this.control = control;
  }

  /**
   * Everything that a manifest depends on.
   *
   * @param inits of the event
   * @param listed the representations of the view that have an init segment
   * @param now epoch ms
   */
  ManifestCache.Basis of(
      Route.Manifest route, EventInits inits, List<Representation> listed, long now) {
    LiveEvent event = route.of();
    Schedule schedule = event.schedule();
    List<Long> lines =
        ManifestService.timed(route)
            ? inits.listed().stream().map(one -> timelines.version(event.track(one.id()))).toList()
            : List.of();
    return new ManifestCache.Basis(
        event,
        inits,
        schedule.windowStart(now),
        schedule.liveEdge(now),
        Mpd.ended(schedule, route.view().range(schedule).last(), now),
        lines,
        averages(route, listed, now),
        references(route, listed, now),
        control.notificationHistory(event.id()),
        failover(route, listed, now));
  }

  private Failover failover(Route.Manifest route, List<Representation> listed, long now) {
    Schedule schedule = route.of().schedule();
    return route.kind() == Route.Manifest.Kind.MPD
        ? Failover.of(
            schedule,
            route.view().range(schedule),
            listed,
            now,
            (representation, numbers) -> unpublished(route, representation, numbers))
        : Failover.NONE;
  }

  private SortedMap<Long, PublicationGap> unpublished(
      Route.Manifest route, Representation representation, NumberRange numbers) {
    Track track = route.of().track(representation.id());
    return route.lagging()
        ? facts.unpublished().remembered(track, numbers)
        : facts.unpublished().among(route.of(), track, numbers, index);
  }

  /**
   * Average bit rates by representation. Empty if the manifest does not state them, or if they
   * cannot be determined now: players do not need an average, and a viewer who starts needs the
   * rest.
   */
  private Map<String, Long> averages(Route.Manifest route, List<Representation> listed, long now) {
    Optional<NumberRange> period =
        route.kind() == Route.Manifest.Kind.MASTER ? period(route, now) : Optional.empty();
    if (period.isEmpty()) {
      return Map.of();
    }
    if (!route.lagging()
        && facts.averages().measure(route.of(), listed, period.get(), index)
            instanceof AverageRates.Found.Rates measured) {
      return measured.byRepresentation();
    }
    return facts.averages().remembered(route.of(), listed, period.get())
            instanceof AverageRates.Found.Rates known
        ? known.byRepresentation()
        : Map.of();
  }

  /**
   * Reference times by representation, for players that keep to a latency. A view that begins
   * within the event has none, because shaka-player would count its times from the beginning of the
   * event.
   */
  private Map<String, ReferenceTime> references(
      Route.Manifest route, List<Representation> listed, long now) {
    Schedule schedule = route.of().schedule();
    return route.kind() == Route.Manifest.Kind.MPD
            && route.view().from().isEmpty()
            && !Mpd.ended(schedule, route.view().range(schedule).last(), now)
        ? facts
            .references()
            .find(
                route.of(),
                listed,
                schedule.liveEdge(now),
                route.lagging() ? Optional.empty() : Optional.of(index))
        : Map.of();
  }

  private static Optional<NumberRange> period(Route.Manifest route, long now) {
    Schedule schedule = route.of().schedule();
    NumberRange range = route.view().range(schedule);
    return Mpd.ended(schedule, range.last(), now)
        ? AveragePeriod.complete(
            new NumberRange(Math.max(range.first(), schedule.windowStart(now)), range.last()))
        : AveragePeriod.growing(schedule, range, schedule.liveEdge(now));
  }
}
