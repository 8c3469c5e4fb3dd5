package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.memory.Followed;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.load.Admission;
import io.liveorigin.serving.load.OlderThreads;
import io.liveorigin.serving.load.Pressure;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.LiveEdges;
import io.liveorigin.serving.request.RequestClass;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.Selection;
import io.liveorigin.serving.response.Timing;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The way of a request for a media segment that the rule let pass: memory, a hold, the index,
 * Kafka. What memory has is answered whatever the load. Any thread; blocks only where it is told
 * that it may, for local queries. Futures complete in threads that must not block.
 */
public final class SegmentService {
  /**
   * Where it looks, in the order in which it does.
   *
   * @param recent decisions in memory
   * @param edges told with each segment
   * @param followed told of every request
   * @param held requests that wait
   * @param index all decisions
   * @param admission who may have more than memory has
   * @param overload the refusal of who may not
   * @param older threads that look up and write for whoever is far behind the live edge
   * @param bytes of winners
   * @param readBackAnswers where an answer goes on whose bytes come from Kafka
   */
  public record Parts(
      RecentDecisions recent,
      LiveEdges edges,
      Followed followed,
      HeldRequests held,
      DecisionIndex index,
      Admission admission,
      Overload overload,
      OlderThreads older,
      SegmentBytes bytes,
      Executor readBackAnswers) {}

  private final Parts parts;
  private final RequestRule rule;
  private final SegmentContent contents;
  private final Responses responses;
  private final Clock clock;

  public SegmentService(
      Parts parts, RequestRule rule, SegmentContent contents, Responses responses, Clock clock) {
    this.parts = parts;
    this.rule = rule;
    this.contents = contents;
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Answers. While this node lags it is only from memory.
   *
   * @param mayBlock whether the index may be asked in this thread
   */
  public Reply get(GetRequest request, Route.Segment route, boolean mayBlock) {
    parts.followed().asked(route.address().track(), request.arrived());
    Optional<Decided> decided =
        route.lagging() ? standing(route.address()) : parts.recent().decided(route.address());
    if (route.lagging() && decided.isEmpty()) {
      return refused(request, route, rule.lagging(route));
    }
    if (decided.isPresent()) {
      return decided(request, route, decided.get(), Delays.NONE, request.arrived(), mayBlock);
    }
    if (route.mayBeHeld() && parts.held().on()) {
      long deadline = parts.held().deadline(route, request.arrived());
      if (deadline > request.arrived()) {
        return hold(request, route, deadline);
      }
    }
    return mayBlock ? lookUp(request, route) : needsLookup(request, route);
  }

  private Optional<Decided> standing(SegmentAddress address) {
    return parts.recent().known(address).filter(known -> rule.stands(address, known.decision()));
  }

  /** Whoever is far behind is asked to come again before he costs anything. */
  private Reply needsLookup(GetRequest request, Route.Segment route) {
    Priority priority = route.priority();
    Optional<Pressure> pressure = parts.admission().pressure(priority);
    if (pressure.isEmpty() && priority == Priority.DVR) {
      pressure = parts.admission().behind(parts.older().waiting(), priority);
    }
    return pressure.isPresent()
        ? refused(request, route, parts.overload().refusal(pressure.get().detail()))
        : new Reply.NeedsLookup(route);
  }

  private Reply decided(
      GetRequest request,
      Route.Segment route,
      Decided decided,
      Delays delays,
      long now,
      boolean mayBlock) {
    Optional<Decided.Winner> found = decided.winner(route.of(), contents);
    if (found.isEmpty()) {
      return refused(request, route, rule.withoutWinner(route));
    }
    Decided.Winner winner = found.get();
    Content content = winner.head().content();
    Selection selection = Selection.of(request.asked(), content, Math.floorDiv(now, 1000L));
    if (selection instanceof Selection.Refused refused) {
      return refused(request, route, refused.refusal());
    }
    HeaderBlock moving = moving(request, route, winner, delays, now);
    if (!(selection instanceof Selection.Bytes wanted)) {
      return new Reply.Ready(responses.withoutBytes(selection, content, moving));
    }
    Optional<Payload> bytes = parts.bytes().inMemory(winner);
    if (bytes.isPresent()) {
      // Nothing comes in between: after a fault nobody would ever give the bytes back.
      return new Reply.Ready(
          readAhead(route, winner, responses.withBytes(wanted, content, moving, bytes.get())));
    }
    if (route.lagging()) {
      // Kafka may be what is missing.
      return refused(request, route, rule.lagging(route));
    }
    return mayBlock || route.priority() != Priority.DVR
        ? new Reply.Waiting(fromKafka(request, route, winner, delays), false)
        : needsLookup(request, route);
  }

  /** After the request's own bytes: what is read ahead is not to be read before them. */
  private Response readAhead(Route.Segment route, Decided.Winner winner, Response response) {
    if (route.lagging()) {
      return response;
    }
    try {
      parts.bytes().readAhead(parts.bytes().ahead(route, winner));
      return response;
    } catch (RuntimeException e) {
      response.release();
      throw e;
    }
  }

  private HeaderBlock moving(
      GetRequest request, Route.Segment route, Decided.Winner winner, Delays delays, long now) {
    // The route was made at its arrival: at the same instant it says the same.
    long edge =
        now == request.arrived()
            ? route.liveEdge()
            : parts.edges().of(route.of(), route.address().track(), now);
    return winner.head().moving(edge, delays, now, route.lagging());
  }

  private CompletableFuture<Response> fromKafka(
      GetRequest request, Route.Segment route, Decided.Winner winner, Delays delays) {
    long asked = clock.millis();
    Optional<Prefetch.Plan> ahead = parts.bytes().ahead(route, winner);
    CompletableFuture<Payload> bytes = parts.bytes().fromKafka(winner, route.priority());
    parts.bytes().readAhead(ahead);
    if (bytes.isDone()) {
      return bytes.thenApply(payload -> read(request, route, winner, delays, payload));
    }
    // Not on the thread that read them from Kafka: it has more to read.
    return bytes.thenApplyAsync(
        payload ->
            read(
                request,
                route,
                winner,
                delays.and(Timing.readBack(clock.millis() - asked)),
                payload),
        parts.readBackAnswers());
  }

  private Response read(
      GetRequest request,
      Route.Segment route,
      Decided.Winner winner,
      Delays delays,
      Payload payload) {
    Content content = winner.head().content();
    Selection selection;
    HeaderBlock moving;
    try {
      long now = clock.millis();
      selection = Selection.of(request.asked(), content, Math.floorDiv(now, 1000L));
      moving = moving(request, route, winner, delays.after(now - request.arrived()), now);
    } catch (RuntimeException e) {
      payload.release();
      throw e;
    }
    if (selection instanceof Selection.Bytes wanted) {
      return responses.withBytes(wanted, content, moving, payload);
    }
    // A date that was in the future when the bytes were asked for is none any more.
    payload.release();
    return selection instanceof Selection.Refused refused
        ? response(request, route, refused.refusal())
        : responses.withoutBytes(selection, content, moving);
  }

  private Reply hold(GetRequest request, Route.Segment route, long deadline) {
    Registration registration = parts.held().register(route.address(), request.client(), deadline);
    if (registration instanceof Registration.Refused refused) {
      return refused(
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
    if (release instanceof Release.Decided decided) {
      Delays delays = Delays.held(now - request.arrived());
      Decided known =
          parts
              .recent()
              .decided(route.address())
              .filter(recent -> recent.decision().revision() >= decided.decision().revision())
              .orElseGet(() -> new Decided(decided.decision()));
      return decided(request, route, known, delays, now, true);
    }
    if (release instanceof Release.Abandoned abandoned) {
      return refused(request, route, RequestRule.notReady(abandoned.reason()));
    }
    // The schedule says what it means now.
    Route again = rule.segment(route.of(), route.address(), now);
    return again instanceof Route.Segment segment
        ? refused(request, route, absent(segment, now))
        : refused(request, route, ((Route.Refused) again).refusal());
  }

  private Reply lookUp(GetRequest request, Route.Segment route) {
    long asked = clock.millis();
    Lookup found = parts.index().lookup(route.address());
    long now = clock.millis();
    if (found instanceof Lookup.Decided decided) {
      Delays delays = Delays.NONE.and(Timing.lookup(now - asked)).after(now - request.arrived());
      return decided(request, route, new Decided(decided.decision()), delays, now, true);
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      return refused(request, route, RequestRule.notReady(unavailable.reason()));
    }
    return refused(
        request,
        route,
        parts.held().on() || !route.mayBeHeld() ? absent(route, now) : rule.notHeld(route));
  }

  private Refusal absent(Route.Segment route, long now) {
    if (route.lagging()) {
      return rule.lagging(route);
    }
    boolean proved =
        route.requestClass() == RequestClass.PAST_GONE
            && parts
                .index()
                .absent(
                    route.address(),
                    route.of().definition().pipelines(),
                    route.of().schedule().gone(route.address().number()));
    return rule.absent(route, now, proved);
  }

  private Reply refused(GetRequest request, Route.Segment route, Refusal refusal) {
    return new Reply.Ready(response(request, route, refusal));
  }

  private Response response(GetRequest request, Route.Segment route, Refusal refusal) {
    return responses.refused(
        refusal, Optional.of(route.of()), request.asked().head(), clock.millis());
  }
}
