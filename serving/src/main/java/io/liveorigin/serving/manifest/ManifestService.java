package io.liveorigin.serving.manifest;

import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.hls.MultivariantPlaylist;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.timeline.ManifestFacts;
import io.liveorigin.serving.timeline.TimelineRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Responds to requests for manifests. May be called by any thread that may block for local queries.
 */
public final class ManifestService {
  private final InitDecisions inits;
  private final TimelineRegistry timelines;
  private final DecisionIndex index;
  private final ManifestInputs inputs;
  private final CachePolicy policy;
  private final ResponseFactory responses;
  private final Optional<PublicUrl> publicUrl;
  private final Clock clock;
  private final ManifestCache cache = new ManifestCache();

  /**
   * @param timelines when segments begin, for URLs that contain times
   * @param facts of tracks
   * @param control has the notifications of events
   * @param publicUrl where viewers reach this origin
   */
  public ManifestService(
      InitDecisions inits,
      TimelineRegistry timelines,
      ManifestFacts facts,
      DecisionIndex index,
      ControlState control,
      CachePolicy policy,
      ResponseFactory responses,
      Optional<PublicUrl> publicUrl,
      Clock clock) {
    this.inits = inits;
    this.timelines = timelines;
    this.index = index;
    this.inputs = new ManifestInputs(timelines, facts, index, control);
    this.policy = policy;
    this.responses = responses;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * Returns the response with the manifest.
   *
   * @throws RefusedException if there is no init segment to list, or the node is not ready
   */
  public Response get(GetRequest request, Route.Manifest route) {
    EventInits all = inits(route);
    EventInits found = all.only(route.view().only());
    if (found.listed().isEmpty()) {
      throw new RefusedException(
          route.lagging()
              ? RequestRule.documentNotReady(
                  "this node is lagging and knows no init segment of the event")
              : Refusal.of(
                  ErrorCode.NO_INIT_SEGMENT,
                  "none of the requested representations has an init segment yet",
                  CachePolicy.NO_STORE));
    }
    long now = clock.millis();
    if (timed(route)) {
      load(route, found.listed());
    }
    ManifestCache.Basis basis = inputs.of(route, all, found.listed(), now);
    ManifestCache.Text text = cache.get(route, basis, () -> document(route, found, basis, now));
    return responses.content(
        route.of(),
        request.wanted(),
        content(route, text, now),
        complete(route, now)
            ? policy.complete(now, expires(route))
            : policy.manifest(route.of().schedule().duration()),
        () -> Payload.wrap(text.bytes()),
        RequestTimings.NONE.after(now - request.arrived()),
        now);
  }

  private byte[] document(
      Route.Manifest route, EventInits found, ManifestCache.Basis basis, long now) {
    LiveEvent event = route.of();
    if (route.kind() == Route.Manifest.Kind.MPD) {
      Map<String, Map<Long, Listing>> listings =
          timed(route) ? listings(event, found.listed()) : Map.of();
      PublishedEvent published =
          new PublishedEvent(
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

  /** Returns whether the manifest lists when each segment begins. */
  static boolean timed(Route.Manifest route) {
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
        TimelineRegistry.Load load =
            timelines.load(route.of(), track, index, clock.millis()).join();
        if (load instanceof TimelineRegistry.Load.Unavailable unavailable) {
          throw new RefusedException(RequestRule.documentNotReady(unavailable.reason()));
        }
      }
    }
  }

  /** Listings by representation and number. */
  private Map<String, Map<Long, Listing>> listings(LiveEvent event, List<Representation> listed) {
    return listed.stream()
        .collect(
            Collectors.toMap(Representation::id, one -> timelines.listings(event.track(one.id()))));
  }

  private static Refusal neitherVideoNorAudio() {
    return Refusal.of(
        ErrorCode.NO_INIT_SEGMENT,
        "no requested representation of video or audio has an init segment yet",
        CachePolicy.NO_STORE);
  }

  /** Returns whether the manifest is of a view to which nothing is added any more. */
  private static boolean complete(Route.Manifest route, long now) {
    Schedule schedule = route.of().schedule();
    return route.view().to().isPresent()
        && Mpd.ended(schedule, route.view().range(schedule).last(), now);
  }

  private static long expires(Route.Manifest route) {
    Schedule schedule = route.of().schedule();
    return schedule.expires(route.view().range(schedule).first());
  }

  private Content content(Route.Manifest route, ManifestCache.Text text, long now) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(
        FieldNames.CDN_CACHE_CONTROL,
        complete(route, now)
            ? policy.completeInCdn(now, expires(route))
            : policy.manifestInCdn(route.of().schedule().duration()));
    fields.put(FieldNames.SURROGATE_KEY, SurrogateKeys.event(route.of().id()));
    // No Last-Modified, because a changed definition changes the document and has no date.
    return new Content(
        text.etag(),
        OptionalLong.empty(),
        text.bytes().length,
        route.kind() == Route.Manifest.Kind.MPD ? Mpd.MEDIA_TYPE : MediaPlaylistWriter.MEDIA_TYPE,
        fields);
  }
}
