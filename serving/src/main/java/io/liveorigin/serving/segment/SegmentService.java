package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.memory.Followed;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestClass;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.Timing;
import java.time.Clock;
import java.util.Optional;

/**
 * The way of a request for a media segment that the rule let pass: memory, a hold, the index,
 * Kafka. What memory has is answered whatever the load. Any thread; blocks only where it is told
 * that it may, for local queries. Futures complete in threads that must not block.
 */
public final class SegmentService {
  private final RecentDecisions recent;
  private final Followed followed;
  private final HeldRequests held;
  private final DecisionIndex index;
  private final RequestRule rule;
  private final DecidedSegments decided;
  private final SegmentRefusals refusals;
  private final Clock clock;

  /**
   * @param recent decisions in memory
   * @param followed told of every request
   * @param held requests that wait
   * @param index all decisions
   */
  public SegmentService(
      RecentDecisions recent,
      Followed followed,
      HeldRequests held,
      DecisionIndex index,
      RequestRule rule,
      DecidedSegments decided,
      SegmentRefusals refusals,
      Clock clock) {
    this.recent = recent;
    this.followed = followed;
    this.held = held;
    this.index = index;
    this.rule = rule;
    this.decided = decided;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * Answers. While this node lags it is only from memory.
   *
   * @param mayBlock whether the index may be asked in this thread
   */
  public Reply get(GetRequest request, Route.Segment route, boolean mayBlock) {
    followed.asked(route.address().track(), request.arrived());
    Optional<Decided> known =
        route.lagging() ? standing(route.address()) : recent.decided(route.address());
    if (route.lagging() && known.isEmpty()) {
      return refusals.refused(request, route, rule.lagging(route));
    }
    if (known.isPresent()) {
      return decided.answer(request, route, known.get(), Delays.NONE, request.arrived(), mayBlock);
    }
    if (route.mayBeHeld() && held.on()) {
      long deadline = held.deadline(route, request.arrived());
      if (deadline > request.arrived()) {
        return hold(request, route, deadline);
      }
    }
    return mayBlock ? lookUp(request, route) : refusals.needsLookup(request, route);
  }

  private Optional<Decided> standing(SegmentAddress address) {
    return recent.known(address).filter(known -> rule.stands(address, known.decision()));
  }

  private Reply hold(GetRequest request, Route.Segment route, long deadline) {
    Registration registration = held.register(route.address(), request.client(), deadline);
    if (registration instanceof Registration.Refused refused) {
      return refusals.refused(
          request,
          route,
          Refusal.of(
              ErrorCode.OVERLOADED,
              "too many requests are held (" + refused.cap() + ")",
              CachePolicy.NO_STORE));
    }
    Registration.Waiting waiting = (Registration.Waiting) registration;
    return new Reply.Waiting(
        waiting.release().thenCompose(release -> released(request, route, release).later()), true);
  }

  private Reply released(GetRequest request, Route.Segment route, Release release) {
    long now = clock.millis();
    if (release instanceof Release.Decided told) {
      Delays delays = Delays.held(now - request.arrived());
      Decided known =
          recent
              .decided(route.address())
              .filter(newest -> newest.decision().revision() >= told.decision().revision())
              .orElseGet(() -> new Decided(told.decision()));
      return decided.answer(request, route, known, delays, now, true);
    }
    if (release instanceof Release.Abandoned abandoned) {
      return refusals.refused(request, route, RequestRule.notReady(abandoned.reason()));
    }
    // The schedule says what it means now.
    Route again = rule.segment(route.of(), route.address(), route.form(), now);
    return again instanceof Route.Segment segment
        ? refusals.refused(request, route, absent(segment, now))
        : refusals.refused(request, route, ((Route.Refused) again).refusal());
  }

  private Reply lookUp(GetRequest request, Route.Segment route) {
    long asked = clock.millis();
    Lookup found = index.lookup(route.address());
    long now = clock.millis();
    if (found instanceof Lookup.Decided stored) {
      Delays delays = Delays.NONE.and(Timing.lookup(now - asked)).after(now - request.arrived());
      return decided.answer(request, route, new Decided(stored.decision()), delays, now, true);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return refusals.refused(request, route, RequestRule.notReady(unavailable.reason()));
    }
    return refusals.refused(
        request, route, held.on() || !route.mayBeHeld() ? absent(route, now) : rule.notHeld(route));
  }

  private Refusal absent(Route.Segment route, long now) {
    if (route.lagging()) {
      return rule.lagging(route);
    }
    boolean proved =
        route.requestClass() == RequestClass.PAST_GONE
            && index.absent(
                route.address(),
                route.of().definition().pipelines(),
                route.of().schedule().gone(route.address().number()));
    return rule.absent(route, now, proved);
  }
}
