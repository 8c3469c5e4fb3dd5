package io.liveorigin.serving.segment;

import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.LiveEdges;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.HeaderBlock;
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
 * The answer about a segment whose decision is at hand: its winner's bytes from memory or from
 * Kafka, or what the request's conditions make of them. Any thread; blocks only where it is told
 * that it may, for local queries. Futures complete in threads that must not block.
 */
public final class DecidedSegments {
  private final RequestRule rule;
  private final LiveEdges edges;
  private final SegmentContent contents;
  private final SegmentBytes bytes;
  private final TextSegments texts;
  private final EmptySegments empty;
  private final Responses responses;
  private final SegmentRefusals refusals;
  private final Executor readBackAnswers;
  private final Clock clock;

  /**
   * @param edges told with each segment
   * @param bytes of winners
   * @param texts raw WebVTT of winners
   * @param empty in place of numbers without a winner
   * @param readBackAnswers where an answer goes on whose bytes come from Kafka
   */
  public DecidedSegments(
      RequestRule rule,
      LiveEdges edges,
      SegmentContent contents,
      SegmentBytes bytes,
      TextSegments texts,
      EmptySegments empty,
      Responses responses,
      SegmentRefusals refusals,
      Executor readBackAnswers,
      Clock clock) {
    this.rule = rule;
    this.edges = edges;
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
   * Answers with what was decided.
   *
   * @param delays of the answer so far
   * @param now epoch ms
   * @param mayBlock whether the index may be asked in this thread
   */
  Reply answer(
      GetRequest request,
      Route.Segment route,
      Decided decided,
      Delays delays,
      long now,
      boolean mayBlock) {
    Optional<Decided.Winner> found = decided.winner(route.of(), contents);
    boolean text = route.form() == Route.Segment.Form.WEBVTT;
    if (found.isEmpty()) {
      // Playlists, which alone list the text, have a gap.
      return text
          ? refusals.refused(request, route, rule.withoutWinner(route, decided.decision().reason()))
          : empty.answer(request, route, decided.decision(), delays, mayBlock);
    }
    if (text) {
      return texts.answer(request, route, decided.decision(), found.get(), delays, mayBlock);
    }
    return published(request, route, found.get(), delays, now, mayBlock);
  }

  private Reply published(
      GetRequest request,
      Route.Segment route,
      Decided.Winner winner,
      Delays delays,
      long now,
      boolean mayBlock) {
    Content content = winner.head().content();
    Selection selection = Selection.of(request.asked(), content, Math.floorDiv(now, 1000L));
    if (selection instanceof Selection.Refused refused) {
      return refusals.refused(request, route, refused.refusal());
    }
    HeaderBlock moving = moving(request, route, winner, delays, now);
    if (!(selection instanceof Selection.Bytes wanted)) {
      return new Reply.Ready(responses.withoutBytes(selection, content, moving));
    }
    Optional<Payload> kept = bytes.inMemory(winner);
    if (kept.isPresent()) {
      // Nothing comes in between: after a fault nobody would ever give the bytes back.
      return new Reply.Ready(
          readAhead(route, winner, responses.withBytes(wanted, content, moving, kept.get())));
    }
    if (route.lagging()) {
      // Kafka may be what is missing.
      return refusals.refused(request, route, rule.lagging(route));
    }
    return mayBlock || route.priority() != Priority.DVR
        ? new Reply.Waiting(fromKafka(request, route, winner, delays), false)
        : refusals.needsLookup(request, route);
  }

  /** After the request's own bytes: what is read ahead is not to be read before them. */
  private Response readAhead(Route.Segment route, Decided.Winner winner, Response response) {
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
      GetRequest request, Route.Segment route, Decided.Winner winner, Delays delays, long now) {
    // The route was made at its arrival: at the same instant it says the same.
    long edge =
        now == request.arrived()
            ? route.liveEdge()
            : edges.of(route.of(), route.address().track(), now);
    return winner.head().moving(edge, delays, now, route.lagging());
  }

  private CompletableFuture<Response> fromKafka(
      GetRequest request, Route.Segment route, Decided.Winner winner, Delays delays) {
    long asked = clock.millis();
    Optional<Prefetch.Plan> ahead = bytes.ahead(route, winner);
    CompletableFuture<Payload> stored = bytes.fromKafka(winner, route.priority());
    bytes.readAhead(ahead);
    if (stored.isDone()) {
      return stored.thenApply(payload -> read(request, route, winner, delays, payload));
    }
    // Not on the thread that read them from Kafka: it has more to read.
    return stored.thenApplyAsync(
        payload ->
            read(
                request,
                route,
                winner,
                delays.and(Timing.readBack(clock.millis() - asked)),
                payload),
        readBackAnswers);
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
        ? refusals.response(request, route, refused.refusal())
        : responses.withoutBytes(selection, content, moving);
  }
}
