package io.liveorigin.serving.segment;

import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.LiveEdgeRule;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.ContentSelection;
import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.ServerTiming;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The response for a segment whose decision is at hand: its winner's bytes from memory or from
 * Kafka, or the result of the request's conditions. Any thread. Blocks only if the caller allows
 * it, and only for local queries. Futures complete in threads that must not block.
 */
public final class DecidedSegmentResponses {
  private final RequestRule rule;
  private final LiveEdgeRule liveEdges;
  private final SegmentContent contents;
  private final SegmentBytes bytes;
  private final TextSegmentResponses texts;
  private final EmptySegmentResponses empty;
  private final ResponseFactory responses;
  private final SegmentRefusals refusals;
  private final Executor readBackAnswers;
  private final Clock clock;

  /**
   * @param liveEdges live edges, which each segment's header fields state
   * @param bytes bytes of winners
   * @param texts raw WebVTT of winners
   * @param empty responses for numbers without a winner
   * @param readBackAnswers runs the remaining work of a response whose bytes come from Kafka
   */
  public DecidedSegmentResponses(
      RequestRule rule,
      LiveEdgeRule liveEdges,
      SegmentContent contents,
      SegmentBytes bytes,
      TextSegmentResponses texts,
      EmptySegmentResponses empty,
      ResponseFactory responses,
      SegmentRefusals refusals,
      Executor readBackAnswers,
      Clock clock) {
    this.rule = rule;
    this.liveEdges = liveEdges;
    this.contents = contents;
    this.bytes = bytes;
    this.texts = texts;
    this.empty = empty;
    this.responses = responses;
    this.refusals = refusals;
    this.readBackAnswers = readBackAnswers;
    this.clock = clock;
  }

  /**
   * Responds as decided.
   *
   * @param timings timings of the response so far
   * @param now epoch ms
   * @param mayBlock whether this thread may query the index
   */
  SegmentLookup answer(
      GetRequest request,
      Route.Segment route,
      PreparedDecision decided,
      RequestTimings timings,
      long now,
      boolean mayBlock) {
    Optional<PreparedDecision.Winner> found = decided.winner(route.of(), contents);
    boolean text = route.form() == Route.Segment.Form.WEBVTT;
    if (found.isEmpty()) {
      // Only playlists list the text, and they have a gap here.
      return text
          ? refusals.refused(request, route, rule.withoutWinner(route, decided.decision().reason()))
          : empty.answer(request, route, decided.decision(), timings, mayBlock);
    }
    if (text) {
      return texts.answer(request, route, decided.decision(), found.get(), timings, mayBlock);
    }
    return published(request, route, found.get(), timings, now, mayBlock);
  }

  private SegmentLookup published(
      GetRequest request,
      Route.Segment route,
      PreparedDecision.Winner winner,
      RequestTimings timings,
      long now,
      boolean mayBlock) {
    Content content = winner.head().content();
    ContentSelection selection =
        ContentSelection.of(request.wanted(), content, Math.floorDiv(now, 1000L));
    if (selection instanceof ContentSelection.Refused refused) {
      return refusals.refused(request, route, refused.refusal());
    }
    HeaderBlock moving = moving(request, route, winner, timings, now);
    if (!(selection instanceof ContentSelection.Bytes wanted)) {
      return new SegmentLookup.Ready(responses.withoutBytes(selection, content, moving));
    }
    Optional<Payload> kept = bytes.inMemory(winner);
    if (kept.isPresent()) {
      // Nothing may come between the two calls: after a fault the bytes would never be given back.
      return new SegmentLookup.Ready(
          readAhead(route, winner, responses.withBytes(wanted, content, moving, kept.get())));
    }
    if (route.lagging()) {
      // Kafka may be the part that is missing.
      return refusals.refused(request, route, rule.lagging(route));
    }
    return mayBlock || route.priority() != Priority.DVR
        ? new SegmentLookup.Waiting(fromKafka(request, route, winner, timings), false)
        : refusals.needsLookup(request, route);
  }

  /** Starts to read ahead once the request has its own bytes, so that those are read first. */
  private Response readAhead(
      Route.Segment route, PreparedDecision.Winner winner, Response response) {
    if (route.lagging()) {
      return response;
    }
    try {
      bytes.readAhead(bytes.ahead(route, winner));
      return response;
    } catch (RuntimeException e) {
      response.release();
      throw e;
    }
  }

  private HeaderBlock moving(
      GetRequest request,
      Route.Segment route,
      PreparedDecision.Winner winner,
      RequestTimings timings,
      long now) {
    // The route was made when the request arrived, so at that instant it has the same live edge.
    long edge =
        now == request.arrived()
            ? route.liveEdge()
            : liveEdges.of(route.of(), route.address().track(), now);
    return winner.head().moving(edge, timings, now, route.lagging());
  }

  private CompletableFuture<Response> fromKafka(
      GetRequest request,
      Route.Segment route,
      PreparedDecision.Winner winner,
      RequestTimings timings) {
    long asked = clock.millis();
    Optional<Prefetch.Plan> ahead = bytes.ahead(route, winner);
    CompletableFuture<Payload> stored = bytes.fromKafka(winner, route.priority());
    bytes.readAhead(ahead);
    if (stored.isDone()) {
      return stored.thenApply(payload -> read(request, route, winner, timings, payload));
    }
    // Not on the thread that read them from Kafka: it has more to read.
    return stored.thenApplyAsync(
        payload ->
            read(
                request,
                route,
                winner,
                timings.and(ServerTiming.readBack(clock.millis() - asked)),
                payload),
        readBackAnswers);
  }

  private Response read(
      GetRequest request,
      Route.Segment route,
      PreparedDecision.Winner winner,
      RequestTimings timings,
      Payload payload) {
    Content content = winner.head().content();
    ContentSelection selection;
    HeaderBlock moving;
    try {
      long now = clock.millis();
      selection = ContentSelection.of(request.wanted(), content, Math.floorDiv(now, 1000L));
      moving = moving(request, route, winner, timings.after(now - request.arrived()), now);
    } catch (RuntimeException e) {
      payload.release();
      throw e;
    }
    if (selection instanceof ContentSelection.Bytes wanted) {
      return responses.withBytes(wanted, content, moving, payload);
    }
    // A date in the condition that was in the future when the bytes were requested no longer is.
    payload.release();
    return selection instanceof ContentSelection.Refused refused
        ? refusals.response(request, route, refused.refusal())
        : responses.withoutBytes(selection, content, moving);
  }
}
