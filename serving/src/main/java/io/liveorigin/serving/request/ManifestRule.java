package io.liveorigin.serving.request;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.hls.PlaylistLength;
import io.liveorigin.serving.hls.TargetDuration;
import io.liveorigin.serving.response.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Routes requests for the manifests of an event and of its views (ADR 34). Each view has one
 * canonical spelling. Requests with another one are redirected to it, so that a cache has each view
 * once. Pure; instants are epoch ms.
 */
final class ManifestRule {
  /** A path may name at most this many representations, which limits the number of views. */
  private static final int MOST_IDS = 16;

  /**
   * A player that started at the beginning of an open view may follow it for this long after the
   * beginning has expired, ms.
   */
  private static final long FOLLOWED = Duration.ofDays(1).toMillis();

  private final RefusalText refusals;

  ManifestRule(RefusalText refusals) {
    this.refusals = refusals;
  }

  /**
   * The route of a request.
   *
   * @param path below the event; it ends as a manifest does
   * @param lagging whether this node lags
   */
  Route route(LiveEvent event, String path, boolean lagging, long now) {
    int name = path.lastIndexOf('/') + 1;
    Optional<View> view = View.parse(path.substring(0, name));
    Optional<Route.Document> document =
        view.flatMap(part -> document(event, path.substring(name), part, lagging));
    if (document.isEmpty()) {
      return refused(RequestClass.FOREIGN_PATH, event, refusals.foreignManifest(event.id()));
    }
    return view.get().equals(View.WHOLE)
        ? left(event, View.WHOLE, document.get(), now).orElse(document.get())
        : ofView(event, view.get(), path, document.get(), now);
  }

  private static Optional<Route.Document> document(
      LiveEvent event, String name, View view, boolean lagging) {
    if (name.equals(SegmentUrls.MPD_NAME)) {
      return Optional.of(new Route.Manifest(event, Route.Manifest.Kind.MPD, view, lagging));
    }
    if (name.equals(SegmentUrls.MASTER_NAME)) {
      return Optional.of(new Route.Manifest(event, Route.Manifest.Kind.MASTER, view, lagging));
    }
    // A master that lists fewer representations does not change the playlist of any of them.
    Optional<Track> track =
        view.only().isEmpty() ? event.urls().mediaPlaylist(name) : Optional.empty();
    return track.map(of -> new Route.MediaPlaylist(event, of, view, lagging));
  }

  private Route ofView(LiveEvent event, View view, String path, Route.Document document, long now) {
    Optional<Route> wrong = wrong(event, view);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    View canonical = view.canonical(event.schedule(), ids(event.definition()));
    int name = path.lastIndexOf('/') + 1;
    if (!path.substring(0, name).equals(canonical.path())) {
      return new Route.Moved(
          event, view.base() + canonical.path() + path.substring(name), refusals.moved());
    }
    return view.from().isEmpty() ? document : inTime(event, view, document, now);
  }

  private static List<String> ids(EventDefinition definition) {
    return definition.representations().stream().map(Representation::id).toList();
  }

  /** The refusal of a view that does not exist at any time. */
  private Optional<Route> wrong(LiveEvent event, View view) {
    EventDefinition definition = event.definition();
    for (String id : view.only()) {
      if (definition.representation(id).isEmpty()) {
        return Optional.of(
            refused(
                RequestClass.UNKNOWN_REPRESENTATION,
                event,
                refusals.unknownRepresentation(event.id(), id)));
      }
    }
    return unlistable(definition, view.only())
        .or(() -> view.to().isPresent() ? misplaced(event, view) : Optional.empty())
        .map(
            detail ->
                refused(
                    RequestClass.FOREIGN_PATH, event, refusals.invalidView(event.id(), detail)));
  }

  private static Optional<String> unlistable(EventDefinition definition, List<String> only) {
    if (only.stream().distinct().count() > MOST_IDS) {
      return Optional.of("only- takes at most " + MOST_IDS + " representations");
    }
    boolean text =
        only.stream()
            .flatMap(id -> definition.representation(id).stream())
            .allMatch(representation -> representation.contentType() == ContentType.TEXT);
    return text && !only.isEmpty()
        ? Optional.of("only- must have a representation of video or audio")
        : Optional.empty();
  }

  private static Optional<String> misplaced(LiveEvent event, View view) {
    if (view.to().getAsLong() <= view.from().getAsLong()) {
      return Optional.of("the end must be after the beginning");
    }
    if (view.requestedLast(event.schedule()) < event.schedule().firstNumber()) {
      return Optional.of("the end must be after the beginning of the event");
    }
    long most = mostSegments(event.definition());
    Schedule schedule = event.schedule();
    return view.requestedLast(schedule) - view.range(schedule).first() >= most
        ? Optional.of("a view with an end has at most " + most + " segments of this event")
        : Optional.empty();
  }

  /**
   * The maximum number of segments of a view with an end. That many stay in a playlist until the
   * last of them is listed, so none ever leaves it.
   */
  private static long mostSegments(EventDefinition definition) {
    return PlaylistLength.of(definition, TargetDuration.of(definition))
        .orElseGet(
            () ->
                Math.toIntExact(
                    Math.min(
                        PlaylistLength.MOST,
                        definition
                            .segmentDuration()
                            .countFloor(definition.timeShiftBufferDepth().toMillis()))));
  }

  private Route inTime(LiveEvent event, View view, Route.Document document, long now) {
    Schedule schedule = event.schedule();
    NumberRange range = view.range(schedule);
    long first = range.first();
    if (first > schedule.lastNumber()) {
      return refused(RequestClass.ENDED, event, refusals.ended(event, first, now));
    }
    if (now >= schedule.expires(first) + (view.to().isPresent() ? 0 : FOLLOWED)) {
      return refused(RequestClass.EXPIRED, event, refusals.expired(event, first, now));
    }
    return first > schedule.liveEdge(now) + 1
        ? refused(RequestClass.FUTURE, event, refusals.notYet(event, first, now))
        : left(event, view, document, now).orElse(document);
  }

  /** Refuses an MPD if all segments that it could list have left the window. */
  private Optional<Route> left(LiveEvent event, View view, Route.Document document, long now) {
    long last = view.range(event.schedule()).last();
    boolean mpd =
        document instanceof Route.Manifest manifest && manifest.kind() == Route.Manifest.Kind.MPD;
    return mpd && last < Long.MAX_VALUE && now >= event.schedule().expires(last)
        ? Optional.of(refused(RequestClass.EXPIRED, event, refusals.expired(event, last, now)))
        : Optional.empty();
  }

  private static Route refused(RequestClass kind, LiveEvent event, Refusal refusal) {
    return new Route.Refused(kind, Optional.of(event), refusal);
  }
}
