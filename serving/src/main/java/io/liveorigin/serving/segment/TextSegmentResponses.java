package io.liveorigin.serving.segment;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.SegmentHead;
import io.liveorigin.serving.response.ServerTiming;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The response for a segment as raw WebVTT, whose decision is at hand. Its header fields say of the
 * text what those of the segment say of the segment. A text is made where the caller may block, and
 * then kept; it has few bytes and is rarely made. Any thread. Futures complete in threads that must
 * not block.
 */
public final class TextSegmentResponses {
  private final RequestRule rule;
  private final SegmentContent contents;
  private final SegmentInits inits;
  private final SegmentBytes bytes;
  private final GeneratedResponses generated;
  private final SegmentRefusals refusals;
  private final Executor readBackAnswers;
  private final Clock clock;
  private final RawVttCache cache = new RawVttCache();

  /**
   * @param inits init segments with which segments are decoded
   * @param bytes bytes of winners
   * @param readBackAnswers runs the remaining work of a response whose bytes come from Kafka
   */
  public TextSegmentResponses(
      RequestRule rule,
      SegmentContent contents,
      SegmentInits inits,
      SegmentBytes bytes,
      GeneratedResponses generated,
      SegmentRefusals refusals,
      Executor readBackAnswers,
      Clock clock) {
    this.rule = rule;
    this.contents = contents;
    this.inits = inits;
    this.bytes = bytes;
    this.generated = generated;
    this.refusals = refusals;
    this.readBackAnswers = readBackAnswers;
    this.clock = clock;
  }

  /** One request, and the decision and winner for its response. */
  private record Order(
      GetRequest request, Route.Segment route, Decision decision, PreparedDecision.Winner winner) {}

  /**
   * Responds with the text of the segment.
   *
   * @param timings timings of the response so far
   * @param mayBlock whether this thread may query the index and make a text
   */
  SegmentLookup answer(
      GetRequest request,
      Route.Segment route,
      Decision decision,
      PreparedDecision.Winner winner,
      RequestTimings timings,
      boolean mayBlock) {
    Order order = new Order(request, route, decision, winner);
    Optional<Digest> known = inits.known(route);
    if (known.isEmpty() && !mayBlock) {
      return refusals.needsLookup(request, route);
    }
    Digest init = known.orElseGet(() -> inits.require(route));
    RawVttCache.Source source = new RawVttCache.Source(winner.key().digest(), init);
    Optional<GeneratedBytes> text = cache.known(source);
    if (text.isPresent()) {
      return new SegmentLookup.Ready(response(order, text.get(), timings));
    }
    return mayBlock
        ? make(order, source, inits.bytes(route, init), timings)
        : refusals.needsLookup(request, route);
  }

  private SegmentLookup make(
      Order order, RawVttCache.Source source, byte[] init, RequestTimings timings) {
    Optional<Payload> kept = bytes.inMemory(order.winner());
    if (kept.isPresent()) {
      return new SegmentLookup.Ready(
          response(order, cache.made(source, init, kept.get()), timings));
    }
    if (order.route().lagging()) {
      // Kafka may be the part that is missing.
      return refusals.refused(order.request(), order.route(), rule.lagging(order.route()));
    }
    return new SegmentLookup.Waiting(fromKafka(order, source, init, timings), false);
  }

  private CompletableFuture<Response> fromKafka(
      Order order, RawVttCache.Source source, byte[] init, RequestTimings timings) {
    long asked = clock.millis();
    Optional<Prefetch.Plan> ahead = bytes.ahead(order.route(), order.winner());
    CompletableFuture<Payload> stored = bytes.fromKafka(order.winner(), order.route().priority());
    bytes.readAhead(ahead);
    return stored.thenApplyAsync(
        payload -> {
          GeneratedBytes text = cache.made(source, init, payload);
          long now = clock.millis();
          RequestTimings all = timings.and(ServerTiming.readBack(now - asked));
          return response(order, text, all.after(now - order.request().arrived()));
        },
        readBackAnswers);
  }

  private Response response(Order order, GeneratedBytes text, RequestTimings timings) {
    Route.Segment route = order.route();
    SegmentHead head =
        contents.text(
            route.of(),
            route.address(),
            order.decision(),
            order.decision().winner().orElseThrow(),
            text.digest(),
            text.bytes().length);
    return generated.of(order.request(), route, head, text.bytes(), timings);
  }
}
