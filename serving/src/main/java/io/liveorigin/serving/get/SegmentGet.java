package io.liveorigin.serving.get;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.cache.LiveEdgeCache;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.decision.RecentDecisions;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.hold.HoldSettings;
import io.liveorigin.serving.hold.Holds;
import io.liveorigin.serving.hold.Registration;
import io.liveorigin.serving.hold.Release;
import io.liveorigin.serving.readback.ReadBack;
import io.liveorigin.serving.readback.StoredSegment;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a request for a media segment: its class by the schedule, the decisions in memory, a
 * hold, the index. Any thread; never blocks but for one local query.
 */
final class SegmentGet {
  /** One request on its way. {@code arrived} is epoch ms. */
  private record Request(
      LiveEvent event, SegmentAddress address, RequestClass classified, long arrived) {}

  private final NodeReadiness readiness;
  private final RecentDecisions recent;
  private final DecisionIndex index;
  private final Holds holds;
  private final HoldSettings holdSettings;
  private final LiveEdgeCache cache;
  private final ReadBack readBack;
  private final Absence absence;
  private final SegmentContent contents;
  private final CachePolicy policy;
  private final Clock clock;

  SegmentGet(GetParts parts, CachePolicy policy, String name, Clock clock) {
    this.readiness = parts.readiness();
    this.recent = parts.recent();
    this.index = parts.index();
    this.holds = parts.holds();
    this.holdSettings = parts.holdSettings();
    this.cache = parts.cache();
    this.readBack = parts.readBack();
    this.absence = new Absence(policy);
    this.contents = new SegmentContent(policy, name);
    this.policy = policy;
    this.clock = clock;
  }

  CompletableFuture<Answer> get(LiveEvent event, SegmentAddress address, String client) {
    Readiness ready = readiness.segments();
    if (!ready.ready()) {
      return done(notReady(ready.reason()));
    }
    long now = clock.millis();
    RequestClass classified =
        RequestClass.of(
            event.schedule(), address.number(), now, recent.largestDecided(address.track()));
    Request request = new Request(event, address, classified, now);
    return switch (classified.kind()) {
      case BEFORE_START, AFTER_END, EXPIRED, FUTURE -> done(absent(request, now));
      case NEXT, DUE ->
          decided(request).map(SegmentGet::done).orElseGet(() -> hold(request, client));
      case PAST_GONE -> done(decided(request).orElseGet(() -> lookUp(request)));
    };
  }

  private Optional<Answer> decided(Request request) {
    return recent.latest(request.address()).map(decision -> answer(request, decision, 0));
  }

  private CompletableFuture<Answer> hold(Request request, String client) {
    if (!holdSettings.on()) {
      return done(notHeld(request));
    }
    long deadline =
        holdSettings.deadline(
            request.arrived(), request.event().schedule().decided(request.address().number()));
    if (deadline <= request.arrived()) {
      return done(lookUp(request));
    }
    Registration registration = holds.register(request.address(), client, deadline);
    if (registration instanceof Registration.Refused refused) {
      return done(
          Answer.Refusal.of(
              ErrorCode.OVERLOADED,
              "too many requests are held (" + refused.cap() + ")",
              CachePolicy.NO_STORE));
    }
    Registration.Waiting waiting = (Registration.Waiting) registration;
    if (waiting.first()) {
      lookAgain(request.address());
    }
    return waiting.release().thenApply(release -> released(request, release));
  }

  /** What a client gets from an origin that does not know how to wait. */
  private Answer notHeld(Request request) {
    Lookup found = index.lookup(request.address());
    if (found instanceof Lookup.Decided decided) {
      return answer(request, decided.decision(), 0);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return notReady(unavailable.reason());
    }
    long number = request.address().number();
    return Answer.Refusal.of(
            ErrorCode.NOT_YET, "number " + number + " is not decided", CachePolicy.NO_STORE)
        .with(Fields.AVAILABLE_AT, Long.toString(request.event().schedule().due(number)));
  }

  /** After the registration, once for all who join it: see {@link Holds}. */
  private void lookAgain(SegmentAddress address) {
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      holds.decided(address, decided.decision());
    } else if (found instanceof Lookup.Unavailable unavailable) {
      holds.abandon(address, unavailable.reason());
    }
  }

  private Answer released(Request request, Release release) {
    if (release instanceof Release.Decided decided) {
      return answer(request, decided.decision(), clock.millis() - request.arrived());
    }
    if (release instanceof Release.Abandoned abandoned) {
      return notReady(abandoned.reason());
    }
    return timedOut(request);
  }

  /** The schedule says what it means now. */
  private Answer timedOut(Request request) {
    Readiness ready = readiness.segments();
    if (!ready.ready()) {
      return notReady(ready.reason());
    }
    long now = clock.millis();
    RequestClass classified =
        RequestClass.of(
            request.event().schedule(),
            request.address().number(),
            now,
            recent.largestDecided(request.address().track()));
    return absent(
        new Request(request.event(), request.address(), classified, request.arrived()), now);
  }

  private Answer lookUp(Request request) {
    Lookup found = index.lookup(request.address());
    if (found instanceof Lookup.Decided decided) {
      return answer(request, decided.decision(), 0);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return notReady(unavailable.reason());
    }
    return absent(request, clock.millis());
  }

  private Answer absent(Request request, long now) {
    LiveEvent event = request.event();
    boolean proved =
        request.classified().kind() == RequestClass.Kind.PAST_GONE
            && index.absent(
                request.address(),
                event.definition().pipelines(),
                event.schedule().gone(request.address().number()));
    return absence.of(request.classified(), event.schedule(), request.address(), now, proved);
  }

  private Answer answer(Request request, Decision decision, long heldMillis) {
    if (decision.winner().isEmpty()) {
      return Answer.Refusal.of(
          ErrorCode.NEVER_PUBLISHED,
          "every copy of number "
              + request.address().number()
              + " is masked or does not play after the init segment",
          policy.missing());
    }
    Candidate winner = decision.winner().get();
    long now = clock.millis();
    return contents.segment(
        request.event(),
        request.address(),
        decision,
        winner,
        Math.max(request.classified().liveEdge(), request.event().schedule().liveEdge(now)),
        heldMillis,
        now,
        () -> bytes(request.address(), winner));
  }

  private CompletableFuture<Payload> bytes(SegmentAddress address, Candidate winner) {
    return cache
        .get(winner.digest())
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> readBack.get(StoredSegment.of(address, winner)));
  }

  private static Answer notReady(String reason) {
    return Answer.Refusal.of(ErrorCode.NOT_READY, reason, CachePolicy.NO_STORE);
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
