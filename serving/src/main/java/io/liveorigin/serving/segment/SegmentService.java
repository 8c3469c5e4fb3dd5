package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.memory.RequestedTracks;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestClass;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.ServerTiming;
import java.time.Clock;
import java.util.Optional;

/**
 * The path of a request for a media segment that the request rule let through: memory, a hold, the
 * index, Kafka. A segment in memory is served whatever the load. Any thread. Blocks only if the
 * caller allows it, and only for local queries. Futures complete in threads that must not block.
 */
public final class SegmentService {
  private final RecentDecisions recent;
  private final RequestedTracks requestedTracks;
  private final HoldService held;
  private final DecisionIndex index;
  private final RequestRule rule;
  private final DecidedSegmentResponses decided;
  private final SegmentRefusals refusals;
  private final Clock clock;

  /**
   * @param recent decisions in memory
   * @param requestedTracks notified of every request
   * @param held requests that wait
   * @param index all decisions
   */
  public SegmentService(
      RecentDecisions recent,
      RequestedTracks requestedTracks,
      HoldService held,
      DecisionIndex index,
      RequestRule rule,
      DecidedSegmentResponses decided,
      SegmentRefusals refusals,
      Clock clock) {
    this.recent = recent;
    this.requestedTracks = requestedTracks;
    this.held = held;
    this.index = index;
    this.rule = rule;
    this.decided = decided;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * Responds. While this node lags, it responds from memory only.
   *
   * @param mayBlock whether this thread may query the index
   */
  public SegmentLookup get(GetRequest request, Route.Segment route, boolean mayBlock) {
    requestedTracks.requested(route.address().track(), request.arrived());
    Optional<PreparedDecision> known =
        route.lagging() ? decidedBefore(route.address()) : recent.decided(route.address());
    if (route.lagging() && known.isEmpty()) {
      return refusals.refused(request, route, rule.lagging(route));
    }
    if (known.isPresent()) {
      return decided.answer(
          request, route, known.get(), RequestTimings.NONE, request.arrived(), mayBlock);
    }
    if (route.mayBeHeld() && held.on()) {
      long deadline = held.deadline(route, request.arrived());
      if (deadline > request.arrived()) {
        return hold(request, route, deadline);
      }
    }
    return mayBlock ? lookUp(request, route) : refusals.needsLookup(request, route);
  }

  private Optional<PreparedDecision> decidedBefore(SegmentAddress address) {
    return recent
        .known(address)
        .filter(known -> rule.mayServeWhileLagging(address, known.decision()));
  }

  private SegmentLookup hold(GetRequest request, Route.Segment route, long deadline) {
    HoldRegistration registration = held.register(route.address(), request.client(), deadline);
    if (registration instanceof HoldRegistration.Refused refused) {
      return refusals.refused(
          request,
          route,
          Refusal.of(
              ErrorCode.OVERLOADED,
              "too many requests are held (" + refused.cap() + ")",
              CachePolicy.NO_STORE));
    }
    HoldRegistration.Waiting waiting = (HoldRegistration.Waiting) registration;
    return new SegmentLookup.Waiting(
        waiting.release().thenCompose(release -> released(request, route, release).later()), true);
  }

  private SegmentLookup released(GetRequest request, Route.Segment route, HoldRelease release) {
    long now = clock.millis();
    if (release instanceof HoldRelease.Decided told) {
      RequestTimings timings = RequestTimings.held(now - request.arrived());
      PreparedDecision known =
          recent
              .decided(route.address())
              .filter(newest -> newest.decision().revision() >= told.decision().revision())
              .orElseGet(() -> new PreparedDecision(told.decision()));
      return decided.answer(request, route, known, timings, now, true);
    }
    if (release instanceof HoldRelease.Abandoned abandoned) {
      return refusals.refused(request, route, RequestRule.notReady(abandoned.reason()));
    }
    // The schedule says what the deadline means now.
    Route again = rule.segment(route.of(), route.address(), route.form(), now);
    return again instanceof Route.Segment segment
        ? refusals.refused(request, route, absent(segment))
        : refusals.refused(request, route, ((Route.Refused) again).refusal());
  }

  private SegmentLookup lookUp(GetRequest request, Route.Segment route) {
    long asked = clock.millis();
    Lookup found = index.lookup(route.address());
    long now = clock.millis();
    if (found instanceof Lookup.Decided stored) {
      RequestTimings timings =
          RequestTimings.NONE.and(ServerTiming.lookup(now - asked)).after(now - request.arrived());
      return decided.answer(
          request, route, new PreparedDecision(stored.decision()), timings, now, true);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return refusals.refused(request, route, RequestRule.notReady(unavailable.reason()));
    }
    return refusals.refused(
        request, route, held.on() || !route.mayBeHeld() ? absent(route) : rule.notHeld(route));
  }

  private Refusal absent(Route.Segment route) {
    if (route.lagging()) {
      return rule.lagging(route);
    }
    boolean proved =
        route.requestClass() == RequestClass.PAST_GONE
            && index.absent(
                route.address(),
                route.of().definition().pipelines(),
                route.of().schedule().gone(route.address().number()));
    return rule.absent(route, proved);
  }
}
