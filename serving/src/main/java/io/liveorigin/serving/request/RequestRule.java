package io.liveorigin.serving.request;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Classifies every request before any store is queried, and writes every refusal that follows from
 * the path and the schedule: the table in {@code docs/http.md}. Too early, missing and expired are
 * three different responses. Pure; instants are epoch ms.
 */
public final class RequestRule {
  /** The live edge and the two numbers before it, which players that keep up request. */
  public static final int LIVE_NUMBERS = 3;

  /**
   * The distance from the live edge at which players start, and to which they fall back when they
   * stall; ms.
   */
  private static final long NEAR_MILLIS = 30_000;

  private final RoutingState state;
  private final RefusalText refusals;
  private static final Set<RequestClass> TIMED =
      EnumSet.of(RequestClass.EXPIRED, RequestClass.FUTURE, RequestClass.ENDED);

  private final ManifestRule manifests;

  /**
   * @param state what the node knows now
   */
  public RequestRule(RoutingState state, CachePolicy policy) {
    this.state = state;
    this.refusals = new RefusalText(policy);
    this.manifests = new ManifestRule(refusals);
  }

  /**
   * The route of a request.
   *
   * @param path as it was sent, because a percent-encoded twin of a URL must not be cached beside
   *     it
   */
  public Route route(String path, long now) {
    Optional<SegmentUrls.Split> split = SegmentUrls.split(path);
    if (split.isEmpty()) {
      return refused(RequestClass.UNKNOWN_PATH, refusals.unknownPath());
    }
    EventId id = split.get().event();
    Optional<LiveEvent> event = state.event(id);
    if (event.isPresent()) {
      return ofEvent(event.get(), split.get().rest(), now);
    }
    SelectorReadiness ready = state.events();
    return ready.ready()
        ? refused(RequestClass.UNKNOWN_EVENT, refusals.unknownEvent(id))
        : refused(RequestClass.NOT_READY, RefusalText.notReady(ready.reason()));
  }

  private Route ofEvent(LiveEvent event, String rest, long now) {
    Resource resource = event.urls().resolve(rest);
    if (resource instanceof Resource.UnknownRepresentation unknown) {
      return refused(
          RequestClass.UNKNOWN_REPRESENTATION,
          event,
          refusals.unknownRepresentation(event.id(), unknown.representation()));
    }
    if (resource instanceof Resource.Foreign) {
      return refused(RequestClass.FOREIGN_PATH, event, refusals.foreignPath(event));
    }
    if (resource instanceof Resource.Media media) {
      return segment(event, media.address(), Route.Segment.Form.PUBLISHED, now);
    }
    if (resource instanceof Resource.Text text) {
      return segment(event, text.address(), Route.Segment.Form.WEBVTT, now);
    }
    SelectorReadiness ready = state.segments();
    Route route = document(event, resource, ready.lagging(), now);
    return ready.ready() || isSureWhileNotReady(route, ready)
        ? route
        : refused(RequestClass.NOT_READY, event, RefusalText.notReady(ready.reason()));
  }

  /**
   * Returns whether a node that is not ready may use this route. Its clock may be off, and its
   * knowledge of the event's end and window may be out of date.
   */
  private static boolean isSureWhileNotReady(Route route, SelectorReadiness ready) {
    return route instanceof Route.Refused refused
        ? !TIMED.contains(refused.requestClass())
        : route instanceof Route.Document && ready.lagging();
  }

  /** The route of an init segment or a manifest; no store is queried yet. */
  private Route document(LiveEvent event, Resource resource, boolean lagging, long now) {
    if (resource instanceof Resource.Init init) {
      return new Route.Init(event, init.address(), Optional.empty(), lagging);
    }
    if (resource instanceof Resource.InitVersion version) {
      return new Route.Init(event, version.address(), Optional.of(version.digest()), lagging);
    }
    return manifests.route(event, ((Resource.Manifest) resource).name(), lagging, now);
  }

  /** The route of a request for a media segment. Called again when its hold has ended. */
  public Route segment(LiveEvent event, SegmentAddress address, Route.Segment.Form form, long now) {
    SelectorReadiness ready = state.segments();
    if (ready.ready()) {
      return scheduled(event, address, form, now, false);
    }
    if (ready.lagging()) {
      Route route = scheduled(event, address, form, now, true);
      // Any refusal may be out of date: the end may have been moved, a copy may have arrived, a
      // pause may have ended.
      if (route instanceof Route.Segment) {
        return route;
      }
    }
    return refused(RequestClass.NOT_READY, event, RefusalText.notReady(ready.reason()));
  }

  private Route scheduled(
      LiveEvent event, SegmentAddress address, Route.Segment.Form form, long now, boolean lagging) {
    Schedule schedule = event.schedule();
    long number = address.number();
    long due = schedule.liveEdge(now);
    long edge = LiveEdgeRule.of(schedule, state.largestDecided(address.track()), now);
    if (number < schedule.firstNumber()) {
      return refused(RequestClass.BEFORE_START, event, refusals.beforeStart(event, number));
    }
    if (number > schedule.lastNumber()) {
      return refused(RequestClass.ENDED, event, refusals.ended(event, number, now));
    }
    if (now >= schedule.expires(number)) {
      return refused(RequestClass.EXPIRED, event, refusals.expired(event, number, now));
    }
    boolean paused = !event.expects(number);
    if (paused && number > edge + 1) {
      return refused(RequestClass.PAUSED, event, refusals.paused(event, number));
    }
    if (number > edge + 1) {
      return refused(RequestClass.FUTURE, event, refusals.notYet(event, number, now));
    }
    return new Route.Segment(
        paused ? RequestClass.PAUSED : kind(schedule, number, due, now),
        event,
        address,
        form,
        edge,
        priority(event, address, edge, now),
        lagging);
  }

  private static RequestClass kind(Schedule schedule, long number, long due, long now) {
    if (number > due) {
      return RequestClass.NEXT;
    }
    return now < schedule.gone(number) ? RequestClass.DUE : RequestClass.PAST_GONE;
  }

  private static Priority priority(LiveEvent event, SegmentAddress address, long edge, long now) {
    Schedule schedule = event.schedule();
    long number = address.number();
    // All viewers need a segment that is held, however long the event's patience is. Most numbers
    // have long been gone, which is checked first.
    if (number > edge - LIVE_NUMBERS
        || (now < schedule.gone(number) && now < event.missing(address))) {
      return Priority.LIVE_EDGE;
    }
    return schedule.mediaEnd(edge) - schedule.mediaEnd(number) <= NEAR_MILLIS
        ? Priority.NEAR_EDGE
        : Priority.DVR;
  }

  /**
   * The refusal of a segment about which there is no decision.
   *
   * @param proved whether there is evidence that nothing was published before the segment was gone;
   *     the clock alone never proves that
   */
  public Refusal absent(Route.Segment request, boolean proved) {
    long number = request.address().number();
    return switch (request.requestClass()) {
      case NEXT -> RefusalText.notYetHeld(request.of(), number);
      case PAUSED -> refusals.paused(request.of(), number);
      case PAST_GONE ->
          proved
              ? refusals.neverPublished(request.of(), number)
              : RefusalText.notReady(
                  "number "
                      + number
                      + " is not decided, and this node has not read the log that far");
      // A client need not know whether the segment may still be published or this node is merely
      // behind.
      default -> RefusalText.notReady("number " + number + " is due but not decided");
    };
  }

  /**
   * Returns whether a decision may be served while this node lags: it is pinned, and this node
   * knows no mask of its winner. The reader of {@code control} may be ahead of the selector.
   */
  public boolean mayServeWhileLagging(SegmentAddress address, Decision decision) {
    return decision.pinned()
        && decision
            .winner()
            .filter(winner -> !state.masked(address, winner.pipeline()))
            .isPresent();
  }

  /** The refusal of a segment that a lagging node cannot be sure of. */
  public Refusal lagging(Route.Segment request) {
    return RefusalText.notReady(
        "this node is lagging, and number "
            + request.address().number()
            + " is not pinned in its memory");
  }

  /** The refusal by an origin that does not hold requests. */
  public Refusal notHeld(Route.Segment request) {
    return refusals.undecided(request.of(), request.address().number());
  }

  /** The refusal of a segment whose decision has no winner, by the decision's reason. */
  public Refusal withoutWinner(Route.Segment request, Reason reason) {
    long number = request.address().number();
    return reason == Reason.MISSING
        ? refusals.neverPublished(request.of(), number)
        : refusals.withoutWinner(request.of(), number);
  }

  /**
   * The refusal of a document that this node cannot write now. Unlike the refusals of segments, no
   * cache keeps it even for a moment: a cache that has an older document continues to serve that.
   */
  public static Refusal documentNotReady(String reason) {
    return Refusal.of(ErrorCode.NOT_READY, reason, CachePolicy.NO_STORE);
  }

  /** The refusal of a request to which this node cannot respond now. */
  public static Refusal notReady(String reason) {
    return RefusalText.notReady(reason);
  }

  /** Returns whether exactly this definition of an event is in force. */
  @SuppressWarnings("ReferenceEquality") // a definition that was read again is another object
  boolean inForce(LiveEvent event) {
    Optional<LiveEvent> now = state.event(event.id());
    return now.isPresent() && now.get() == event;
  }

  private static Route refused(RequestClass kind, Refusal refusal) {
    return new Route.Refused(kind, Optional.empty(), refusal);
  }

  private static Route refused(RequestClass kind, LiveEvent event, Refusal refusal) {
    return new Route.Refused(kind, Optional.of(event), refusal);
  }
}
