package io.liveorigin.serving.get;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.admit.Admission;
import io.liveorigin.serving.admit.OlderThreads;
import io.liveorigin.serving.admit.Pressure;
import io.liveorigin.serving.admit.Priority;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.answer.RefusedException;
import io.liveorigin.serving.answer.Timing;
import io.liveorigin.serving.cache.Followed;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.cache.SegmentCache;
import io.liveorigin.serving.decision.RecentDecisions;
import io.liveorigin.serving.hold.Registration;
import io.liveorigin.serving.hold.Release;
import io.liveorigin.serving.readback.Prefetch;
import io.liveorigin.serving.readback.ReadBack;
import io.liveorigin.serving.readback.StoredSegment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a request for a media segment that the rule let pass: the decisions in memory, a hold,
 * the index. Any thread; never blocks but for one local query. Who is far behind the live edge is
 * answered by threads of the lowest priority.
 */
final class SegmentGet {
  /** One request on its way. {@code arrived} is epoch ms. */
  private record Request(Classified.Segment classified, long arrived) {
    LiveEvent event() {
      return classified.of();
    }

    SegmentAddress address() {
      return classified.address();
    }
  }

  private final RequestRule rule;
  private final RecentDecisions recent;
  private final DecisionIndex index;
  private final SegmentHolds holds;
  private final SegmentCache cache;
  private final Followed followed;
  private final ReadBack readBack;
  private final Prefetch prefetch;
  private final Admission admission;
  private final OlderThreads older;
  private final Overload overload;
  private final SegmentContent contents;
  private final Clock clock;

  SegmentGet(GetParts parts, RequestRule rule, SegmentContent contents, Clock clock) {
    this.rule = rule;
    this.recent = parts.recent();
    this.index = parts.index();
    this.holds = new SegmentHolds(parts);
    this.cache = parts.cache();
    this.followed = parts.followed();
    this.readBack = parts.readBack();
    this.prefetch = parts.prefetch();
    this.contents = contents;
    this.admission = parts.admission();
    this.older = parts.older();
    this.overload = new Overload(parts.refusalAge());
    this.clock = clock;
  }

  /**
   * Answers.
   *
   * @param client address of who asks, for its cap on held requests
   * @param now when it asked, epoch ms
   */
  CompletableFuture<Answer> get(Classified.Segment classified, String client, long now) {
    followed.asked(classified.address().track(), now);
    Request request = new Request(classified, now);
    Priority priority = classified.priority();
    Optional<Pressure> pressure = admission.pressure(priority);
    if (pressure.isEmpty() && priority == Priority.DVR) {
      pressure = admission.behind(older.waiting(), priority);
    }
    if (pressure.isPresent()) {
      return done(overload.refusal(pressure.get().detail()));
    }
    // In memory or not: what is looked up and written for it must not share with the live edge.
    return priority == Priority.DVR
        ? CompletableFuture.supplyAsync(() -> answer(request, client), older)
            .thenCompose(answer -> answer)
        : answer(request, client);
  }

  private CompletableFuture<Answer> answer(Request request, String client) {
    Optional<Answer> decided = decided(request);
    if (decided.isPresent()) {
      return done(decided.get());
    }
    return request.classified().mayBeHeld() ? hold(request, client) : done(lookUp(request));
  }

  private Optional<Answer> decided(Request request) {
    return recent
        .latest(request.address())
        .map(decision -> answer(request, decision, 0, List.of()));
  }

  private CompletableFuture<Answer> hold(Request request, String client) {
    if (!holds.on()) {
      return done(notHeld(request));
    }
    long deadline = holds.deadline(request.classified(), request.arrived());
    if (deadline <= request.arrived()) {
      return done(lookUp(request));
    }
    Registration registration = holds.register(request.address(), client, deadline, Runnable::run);
    if (registration instanceof Registration.Refused refused) {
      return done(
          Answer.Refusal.of(
              ErrorCode.OVERLOADED,
              "too many requests are held (" + refused.cap() + ")",
              CachePolicy.NO_STORE));
    }
    Registration.Waiting waiting = (Registration.Waiting) registration;
    return waiting.release().thenApply(release -> released(request, release));
  }

  /** What a client gets from an origin that does not know how to wait. */
  private Answer notHeld(Request request) {
    Lookup found = index.lookup(request.address());
    if (found instanceof Lookup.Decided decided) {
      return answer(request, decided.decision(), 0, List.of());
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return RefusalText.notReady(unavailable.reason());
    }
    long number = request.address().number();
    return Answer.Refusal.of(
            ErrorCode.NOT_YET, "number " + number + " is not decided", CachePolicy.NO_STORE)
        .with(Fields.AVAILABLE_AT, Long.toString(request.event().schedule().due(number)));
  }

  private Answer released(Request request, Release release) {
    if (release instanceof Release.Decided decided) {
      long held = clock.millis() - request.arrived();
      return answer(
          request, decided.decision(), held, held > 0 ? List.of(Timing.hold(held)) : List.of());
    }
    if (release instanceof Release.Abandoned abandoned) {
      return RefusalText.notReady(abandoned.reason());
    }
    return timedOut(request);
  }

  /** The schedule says what it means now. */
  private Answer timedOut(Request request) {
    long now = clock.millis();
    Classified again = rule.segment(request.event(), request.address(), now);
    if (again instanceof Classified.Segment segment) {
      return absent(new Request(segment, request.arrived()), now);
    }
    return ((Classified.Refused) again).refusal();
  }

  private Answer lookUp(Request request) {
    long asked = clock.millis();
    Lookup found = index.lookup(request.address());
    if (found instanceof Lookup.Decided decided) {
      List<Timing> timings = List.of(Timing.lookup(clock.millis() - asked));
      return answer(request, decided.decision(), 0, timings);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return RefusalText.notReady(unavailable.reason());
    }
    return absent(request, clock.millis());
  }

  private Answer absent(Request request, long now) {
    LiveEvent event = request.event();
    boolean proved =
        request.classified().requestClass() == RequestClass.PAST_GONE
            && index.absent(
                request.address(),
                event.definition().pipelines(),
                event.schedule().gone(request.address().number()));
    return rule.absent(request.classified(), now, proved);
  }

  private Answer answer(Request request, Decision decision, long heldMillis, List<Timing> timings) {
    if (decision.winner().isEmpty()) {
      return rule.withoutWinner(request.classified());
    }
    Candidate winner = decision.winner().get();
    long now = clock.millis();
    return contents.segment(
        request.classified(),
        decision,
        winner,
        Math.max(request.classified().liveEdge(), request.event().schedule().liveEdge(now)),
        heldMillis,
        now,
        timings,
        () -> bytes(request.classified(), winner));
  }

  private CompletableFuture<Payload> bytes(Classified.Segment request, Candidate winner) {
    StoredSegment segment = StoredSegment.of(request.address(), winner);
    Optional<Prefetch.Plan> ahead =
        request.priority() == Priority.LIVE_EDGE
            ? Optional.empty()
            : prefetch.plan(segment, request.liveEdge() - RequestRule.LIVE_NUMBERS);
    // The bytes are taken when nothing is left that can fail, or they would never be given back.
    CompletableFuture<Payload> bytes =
        cache
            .get(segment.key())
            .map(SegmentGet::done)
            .orElseGet(() -> readBack(segment, request.priority()));
    // Last: what is read ahead is not to be read before what was asked for.
    ahead.ifPresent(prefetch::start);
    return bytes;
  }

  private CompletableFuture<Payload> readBack(StoredSegment segment, Priority priority) {
    Optional<Admission.Loan> loan = admission.lend(priority, segment.size());
    if (loan.isEmpty()) {
      return CompletableFuture.failedFuture(
          new RefusedException(overload.refusal(Pressure.BYTES_IN_FLIGHT.detail())));
    }
    return readBack
        .get(segment, priority)
        .handle(
            (payload, failure) -> {
              if (failure == null) {
                return payload.then(loan.get()::giveBack);
              }
              loan.get().giveBack();
              throw overload.failure(priority, failure);
            });
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
