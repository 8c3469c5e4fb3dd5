package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.hls.AveragePeriod;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.hls.MultivariantPlaylist;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.Fields;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.timeline.AverageRates;
import io.liveorigin.serving.timeline.ReferenceTime;
import io.liveorigin.serving.timeline.ReferenceTimes;
import io.liveorigin.serving.timeline.Timelines;
import io.liveorigin.serving.timeline.Unpublished;
import io.liveorigin.serving.timeline.UnpublishedNumbers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The way of a request for a manifest. Any thread that may block for local queries. */
public final class ManifestGet {
  private final InitDecisions inits;
  private final Timelines timelines;
  private final AverageRates averages;
  private final ReferenceTimes references;
  private final UnpublishedNumbers unpublished;
  private final DecisionIndex index;
  private final ControlState control;
  private final CachePolicy policy;
  private final Responses responses;
  private final Optional<PublicUrl> publicUrl;
  private final Clock clock;
  private final ManifestTexts texts = new ManifestTexts();

  /**
   * @param timelines when segments begin, for URLs that say so
   * @param averages of what was published
   * @param references clocks of encoders
   * @param unpublished what was not
   * @param control what is said about events
   * @param publicUrl where viewers reach this origin
   */
  public ManifestGet(
      InitDecisions inits,
      Timelines timelines,
      AverageRates averages,
      ReferenceTimes references,
      UnpublishedNumbers unpublished,
      DecisionIndex index,
      ControlState control,
      CachePolicy policy,
      Responses responses,
      Optional<PublicUrl> publicUrl,
      Clock clock) {
    this.inits = inits;
    this.timelines = timelines;
    this.averages = averages;
    this.references = references;
    this.unpublished = unpublished;
    this.index = index;
    this.control = control;
    this.policy = policy;
    this.responses = responses;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** Answers; throws a {@link RefusedException} where it cannot. */
  public Response get(GetRequest request, Route.Manifest route) {
    EventInits all = inits(route);
    EventInits found = all.only(route.view().only());
    if (found.listed().isEmpty()) {
      throw new RefusedException(
          route.lagging()
              ? RequestRule.documentNotReady(
                  "this node lags, and knows no init segment of the event")
              : Refusal.of(
                  ErrorCode.NO_INIT_SEGMENT, "of any representation", CachePolicy.NO_STORE));
    }
    long now = clock.millis();
    if (timed(route)) {
      load(route, found.listed());
    }
    ManifestTexts.Basis basis = basis(route, all, found.listed(), now);
    ManifestTexts.Text text = texts.get(route, basis, () -> document(route, found, basis, now));
    return responses.content(
        route.of(),
        request.asked(),
        content(route, text, now),
        complete(route, now)
            ? policy.complete(now, expires(route))
            : policy.manifest(route.of().schedule().duration()),
        () -> Payload.wrap(text.bytes()),
        Delays.NONE.after(now - request.arrived()),
        now);
  }

  private ManifestTexts.Basis basis(
      Route.Manifest route, EventInits inits, List<Representation> listed, long now) {
    LiveEvent event = route.of();
    Schedule schedule = event.schedule();
    List<Long> lines =
        timed(route)
            ? inits.listed().stream().map(one -> timelines.version(event.track(one.id()))).toList()
            : List.of();
    return new ManifestTexts.Basis(
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

  private SortedMap<Long, Unpublished> unpublished(
      Route.Manifest route, Representation representation, NumberRange numbers) {
    Track track = route.of().track(representation.id());
    return route.lagging()
        ? unpublished.remembered(track, numbers)
        : unpublished.among(route.of(), track, numbers, index);
  }

  /**
   * By representation; empty where no playlist says them, and where they cannot be told now:
   * players need no average, and a viewer who begins needs the rest.
   */
  private Map<String, Long> averages(Route.Manifest route, List<Representation> listed, long now) {
    Optional<NumberRange> period =
        route.kind() == Route.Manifest.Kind.MASTER ? period(route, now) : Optional.empty();
    if (period.isEmpty()) {
      return Map.of();
    }
    if (!route.lagging()
        && averages.measure(route.of(), listed, period.get(), index)
            instanceof AverageRates.Found.Rates measured) {
      return measured.byRepresentation();
    }
    return averages.remembered(route.of(), listed, period.get())
            instanceof AverageRates.Found.Rates known
        ? known.byRepresentation()
        : Map.of();
  }

  /**
   * By representation, for players that keep to a latency. A view that begins within the event has
   * none: shaka-player would count its times from the beginning of the event.
   */
  private Map<String, ReferenceTime> references(
      Route.Manifest route, List<Representation> listed, long now) {
    Schedule schedule = route.of().schedule();
    return route.kind() == Route.Manifest.Kind.MPD
            && route.view().from().isEmpty()
            && !Mpd.ended(schedule, route.view().range(schedule).last(), now)
        ? references.find(
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

  private byte[] document(
      Route.Manifest route, EventInits found, ManifestTexts.Basis basis, long now) {
    LiveEvent event = route.of();
    if (route.kind() == Route.Manifest.Kind.MPD) {
      Map<String, Map<Long, Listing>> listings =
          timed(route) ? listings(event, found.listed()) : Map.of();
      Published published =
          new Published(
              found, listings, basis.notifications(), basis.references(), basis.failover());
      return Mpd.write(event, published, route.view(), publicUrl, now);
    }
    return MultivariantPlaylist.write(
            event.definition(),
            found.listed(),
            basis.averages(),
            route.view().only().isEmpty() ? "" : "../")
        .orElseThrow(() -> new RefusedException(neitherVideoNorAudio()));
  }

  /** Whether it says when each segment begins. */
  private static boolean timed(Route.Manifest route) {
    return route.kind() == Route.Manifest.Kind.MPD && route.of().definition().timeInUrls();
  }

  private EventInits inits(Route.Manifest route) {
    InitDecisions.Found found =
        inits
            .known(route.of(), route.lagging())
            .<InitDecisions.Found>map(InitDecisions.Found.Inits::new)
            .orElseGet(() -> inits.lookup(route.of(), route.lagging()));
    if (found instanceof InitDecisions.Found.Inits all) {
      return all.inits();
    }
    throw new RefusedException(
        RequestRule.documentNotReady(((InitDecisions.Found.Unavailable) found).reason()));
  }

  private void load(Route.Manifest route, List<Representation> listed) {
    for (Representation representation : listed) {
      Track track = route.of().track(representation.id());
      if (!route.lagging() && !timelines.loaded(track)) {
        Timelines.Load load = timelines.load(route.of(), track, index, clock.millis()).join();
        if (load instanceof Timelines.Load.Unavailable unavailable) {
          throw new RefusedException(RequestRule.documentNotReady(unavailable.reason()));
        }
      }
    }
  }

  /** By representation. */
  private Map<String, Map<Long, Listing>> listings(LiveEvent event, List<Representation> listed) {
    return listed.stream()
        .collect(
            Collectors.toMap(Representation::id, one -> timelines.listings(event.track(one.id()))));
  }

  private static Refusal neitherVideoNorAudio() {
    return Refusal.of(
        ErrorCode.NO_INIT_SEGMENT, "of any representation of video or audio", CachePolicy.NO_STORE);
  }

  /** Whether it is of a view to which nothing is added any more. */
  private static boolean complete(Route.Manifest route, long now) {
    Schedule schedule = route.of().schedule();
    return route.view().to().isPresent()
        && Mpd.ended(schedule, route.view().range(schedule).last(), now);
  }

  private static long expires(Route.Manifest route) {
    Schedule schedule = route.of().schedule();
    return schedule.expires(route.view().range(schedule).first());
  }

  private Content content(Route.Manifest route, ManifestTexts.Text text, long now) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(
        Fields.CDN_CACHE_CONTROL,
        complete(route, now)
            ? policy.completeInCdn(now, expires(route))
            : policy.manifestInCdn(route.of().schedule().duration()));
    fields.put(Fields.SURROGATE_KEY, SurrogateKeys.event(route.of().id()));
    // No Last-Modified: a changed definition changes the document, and has no date.
    return new Content(
        text.etag(),
        OptionalLong.empty(),
        text.bytes().length,
        route.kind() == Route.Manifest.Kind.MPD ? Mpd.MEDIA_TYPE : MediaPlaylistWriter.MEDIA_TYPE,
        fields);
  }
}
