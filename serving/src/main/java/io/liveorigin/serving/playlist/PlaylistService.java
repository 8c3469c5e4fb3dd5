package io.liveorigin.serving.playlist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.hls.DateRangeTags;
import io.liveorigin.serving.hls.DeliveryDirectives;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.PlaylistForm;
import io.liveorigin.serving.hls.TargetDuration;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.segment.HoldRegistration;
import io.liveorigin.serving.segment.HoldRelease;
import io.liveorigin.serving.segment.HoldService;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.segment.SegmentLookup;
import io.liveorigin.serving.timeline.EventInitTimeline;
import io.liveorigin.serving.timeline.TimelineRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Responds to requests for media playlists: from memory, after a hold, or, at the first request for
 * a track, from the index. A node that lags responds with what it knows, and holds no request.
 * Thread-safe; blocks for local queries only if the caller permits it. Futures complete in threads
 * that must not block.
 */
public final class PlaylistService {
  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** The server gives up after this many target durations (RFC 8216bis, 6.2.5.2). */
  private static final int MOST_HELD = 3;

  /**
   * A client that has the last segment waits this many target durations if the next one is late.
   */
  private static final int NEEDED = 2;

  private final TimelineRegistry timelines;
  private final InitDecisions inits;
  private final DecisionIndex index;
  private final HoldService held;
  private final ControlState control;
  private final CachePolicy policy;
  private final ResponseFactory responses;
  private final Clock clock;

  /** The texts at the newest edge of each track that clients request. */
  private final Cache<Track, PlaylistTexts> texts =
      Caffeine.newBuilder().expireAfterAccess(UNUSED).build();

  private final ViewPlaylists views = new ViewPlaylists(this::dateRanges);

  /**
   * @param timelines the segments that are listed
   * @param inits the init segments of each track
   * @param index all decisions
   * @param held requests that wait
   * @param control has the notifications of events
   */
  public PlaylistService(
      TimelineRegistry timelines,
      InitDecisions inits,
      DecisionIndex index,
      HoldService held,
      ControlState control,
      CachePolicy policy,
      ResponseFactory responses,
      Clock clock) {
    this.timelines = timelines;
    this.inits = inits;
    this.index = index;
    this.held = held;
    this.control = control;
    this.policy = policy;
    this.responses = responses;
    this.clock = clock;
  }

  /** One request, with its route, directives and the event's init segments. */
  private record Order(
      GetRequest request,
      Route.MediaPlaylist route,
      DeliveryDirectives directives,
      EventInitTimeline changes) {}

  /**
   * Responds, or says what the response waits for.
   *
   * @param mayBlock whether this thread may query the index
   * @throws RefusedException if there is no init segment to list, or it is not known now
   */
  public SegmentLookup get(GetRequest request, Route.MediaPlaylist route, boolean mayBlock) {
    DeliveryDirectives.Query query = DeliveryDirectives.parse(request.query());
    if (query instanceof DeliveryDirectives.Query.Malformed malformed) {
      return refused(
          request,
          route,
          Refusal.of(ErrorCode.INVALID_DIRECTIVE, malformed.detail(), CachePolicy.NO_STORE));
    }
    Optional<EventInits> known = inits.known(route.of(), route.lagging());
    boolean there = timelines.loaded(route.track()) || route.lagging();
    if ((known.isEmpty() || !there) && !mayBlock) {
      return new SegmentLookup.NeedsLookup(route);
    }
    Order order =
        new Order(
            request,
            route,
            ((DeliveryDirectives.Query.Valid) query).directives(),
            changes(route, known.orElseGet(() -> lookup(route))));
    return there ? answer(order, request.arrived()) : load(order);
  }

  private EventInits lookup(Route.MediaPlaylist route) {
    InitDecisions.Found found = inits.lookup(route.of(), route.lagging());
    if (found instanceof InitDecisions.Found.Inits all) {
      return all.inits();
    }
    throw new RefusedException(
        RequestRule.notReady(((InitDecisions.Found.Unavailable) found).reason()));
  }

  private static EventInitTimeline changes(Route.MediaPlaylist route, EventInits inits) {
    String representation = route.track().representation();
    if (inits.lists(representation)) {
      return inits.changes();
    }
    throw new RefusedException(
        route.lagging()
            ? RequestRule.notReady(
                "this node is lagging and knows no init segment of " + representation)
            : Refusal.of(
                ErrorCode.NO_INIT_SEGMENT,
                "representation " + representation + " has no init segment yet",
                CachePolicy.NO_STORE));
  }

  private SegmentLookup load(Order order) {
    return new SegmentLookup.Waiting(
        timelines
            .loading(order.route().track())
            .orElseGet(
                () ->
                    timelines.load(
                        order.route().of(), order.route().track(), index, clock.millis()))
            .thenCompose(
                load ->
                    (load instanceof TimelineRegistry.Load.Unavailable unavailable
                            ? refused(order, notReady(order, unavailable.reason()))
                            : answer(order, clock.millis()))
                        .later()),
        true);
  }

  private SegmentLookup answer(Order order, long now) {
    Optional<MediaPlaylist> playlist =
        timelines.playlist(
            order.route().of(), order.route().track(), order.changes(), order.route().lagging());
    if (playlist.isEmpty()) {
      return refused(order, order.route().lagging() ? lagging(order) : notListed(order));
    }
    return order.route().view().from().isEmpty()
        ? answer(order, playlist.get(), now)
        : ofView(order, playlist.get(), now);
  }

  private SegmentLookup ofView(Order order, MediaPlaylist all, long now) {
    ViewPlaylists.Found found = views.find(order.route(), all);
    if (found instanceof ViewPlaylists.Found.Part part) {
      return answer(order, part.playlist(), now);
    }
    return refused(
        order,
        found instanceof ViewPlaylists.Found.Left left
            ? Refusal.of(
                    ErrorCode.EXPIRED,
                    "playlists of the event begin with number " + left.first(),
                    policy.gone())
                .with(FieldNames.SURROGATE_KEY, SurrogateKeys.event(order.route().of().id()))
            : notListed(order));
  }

  private SegmentLookup answer(Order order, MediaPlaylist playlist, long now) {
    long last = playlist.last();
    return switch (order.directives().answer(last, playlist.ended())) {
      case NOW -> new SegmentLookup.Ready(response(order, playlist, now));
      case TOO_FAR ->
          refused(
              order,
              Refusal.of(
                  ErrorCode.INVALID_DIRECTIVE,
                  "_HLS_msn must be at most " + (last + 2) + " now",
                  CachePolicy.NO_STORE));
      case HOLD ->
          order.route().lagging() ? refused(order, lagging(order)) : hold(order, last, now);
    };
  }

  private static Refusal lagging(Order order) {
    return notReady(order, "this node is lagging and has no such playlist in memory");
  }

  /**
   * A request with a number is refused as for segments: no cache has an older response to it, and
   * many clients wait.
   */
  private static Refusal notReady(Order order, String reason) {
    return order.directives().mediaSequence().isPresent()
        ? RequestRule.notReady(reason)
        : RequestRule.documentNotReady(reason);
  }

  private static Refusal notListed(Order order) {
    return Refusal.of(
        ErrorCode.NOTHING_LISTED,
        "the playlist of representation "
            + order.route().track().representation()
            + " has no segments yet",
        CachePolicy.NO_STORE);
  }

  /**
   * Holds the request until the next number is decided. Then it may have to wait for another one.
   */
  private SegmentLookup hold(Order order, long last, long now) {
    long next = timelines.awaited(order.route().track(), last);
    long target = 1_000 * TargetDuration.of(order.route().of().definition()).seconds();
    long deadline = held.deadline(order.request().arrived(), NEEDED * target, MOST_HELD * target);
    if (deadline <= now) {
      return refused(order, late(order));
    }
    HoldRegistration registration =
        held.register(
            new SegmentAddress(order.route().track(), next), order.request().client(), deadline);
    if (registration instanceof HoldRegistration.Refused full) {
      return refused(
          order,
          Refusal.of(
              ErrorCode.OVERLOADED,
              "too many requests are held (" + full.cap() + ")",
              CachePolicy.NO_STORE));
    }
    return new SegmentLookup.Waiting(
        ((HoldRegistration.Waiting) registration)
            .release()
            .thenCompose(release -> released(order, release).later()),
        true);
  }

  private SegmentLookup released(Order order, HoldRelease release) {
    if (release instanceof HoldRelease.Decided told) {
      Decision decision = told.decision();
      // The index may have the decision before the timeline does.
      timelines.accepted(order.route().of(), (SegmentAddress) decision.address(), decision);
      return answer(current(order), clock.millis());
    }
    return refused(
        order,
        release instanceof HoldRelease.Abandoned abandoned
            ? RequestRule.notReady(abandoned.reason())
            : late(order));
  }

  /** The order with the current init segments: the event may have changed over during the hold. */
  private Order current(Order order) {
    return inits
        .known(order.route().of(), order.route().lagging())
        .map(
            found -> new Order(order.request(), order.route(), order.directives(), found.changes()))
        .orElse(order);
  }

  private static Refusal late(Order order) {
    return RequestRule.notReady(
        "number "
            + order.directives().mediaSequence().orElse(0)
            + " is not listed after 3 target durations");
  }

  private Response response(Order order, MediaPlaylist playlist, long now) {
    GetRequest request = order.request();
    PlaylistTexts.Text text =
        texts(order.route(), playlist)
            .get(order.directives().skip(), Gzip.accepted(request.acceptEncoding()));
    long seconds = TargetDuration.of(order.route().of().definition()).seconds();
    return responses.content(
        order.route().of(),
        request.wanted(),
        text.content(),
        cacheControl(order, playlist, seconds, now),
        () -> Payload.wrap(text.bytes()),
        RequestTimings.held(now - request.arrived()),
        now);
  }

  /**
   * A client that follows the playlist requests no old number, and each would be one more object in
   * a cache.
   */
  private String cacheControl(Order order, MediaPlaylist playlist, long target, long now) {
    if (playlist.form() == PlaylistForm.VOD) {
      return policy.complete(now, order.route().of().schedule().expires(playlist.mediaSequence()));
    }
    OptionalLong wanted = order.directives().mediaSequence();
    if (wanted.isEmpty()) {
      return policy.playlist(target);
    }
    return wanted.getAsLong() < playlist.last() - RequestRule.LIVE_NUMBERS
        ? CachePolicy.NO_STORE
        : policy.awaitedPlaylist(target);
  }

  private PlaylistTexts texts(Route.MediaPlaylist route, MediaPlaylist playlist) {
    if (route.view().from().isPresent()) {
      return views.texts(route, playlist);
    }
    PlaylistTexts known = texts.getIfPresent(route.track());
    return known != null && known.of(route.of(), playlist)
        ? known
        : texts
            .asMap()
            .compute(
                route.track(),
                (track, other) ->
                    other != null && other.of(route.of(), playlist)
                        ? other
                        : new PlaylistTexts(
                            route.of(), track, playlist, dateRanges(route.of(), playlist)));
  }

  /** The date ranges follow from the end of the playlist, so they change only with it. */
  private String dateRanges(LiveEvent event, MediaPlaylist playlist) {
    return DateRangeTags.of(event, control.notificationHistory(event.id()), playlist);
  }

  private SegmentLookup refused(Order order, Refusal refusal) {
    return refused(order.request(), order.route(), refusal);
  }

  private SegmentLookup refused(GetRequest request, Route.MediaPlaylist route, Refusal refusal) {
    return new SegmentLookup.Ready(
        responses.refused(
            refusal, Optional.of(route.of()), request.wanted().head(), clock.millis()));
  }
}
