package io.liveorigin.serving.front;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.segment.SegmentLookup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The front for requests that {@link RequestHead} can read: the part that all {@link
 * PlainConnection}s share. Any thread; never blocks.
 */
public final class PlainFront {
  private final VaryingEngine engine;
  private final ReaderAccess access;
  private final CmcdTally players;
  private final Executor remainders;
  private final Counter answers;
  private final Clock clock;
  private final ResponsePreamble preamble = new ResponsePreamble(PublicRoutes.fieldsForPages());

  /**
   * Creates the front of a listener.
   *
   * @param access who may read
   * @param players counts players' data
   * @param remainders writes the rest of a response, so that no other client has to wait for its
   *     first bytes
   */
  public PlainFront(
      GetEngine engine,
      ReaderAccess access,
      CmcdTally players,
      Executor remainders,
      MeterRegistry meters,
      Clock clock) {
    this.engine = new VaryingEngine(engine, access);
    this.access = access;
    this.players = players;
    this.remainders = remainders;
    this.answers = MeterRegistration.counter(meters, ServingMetric.MEMORY_RESPONSES);
    this.clock = clock;
  }

  /**
   * Whether the request is for the engine. The servlet front handles the listener's own routes,
   * requests that are to be refused, and the first use of a token.
   *
   * @param certified whether the client has shown a certificate, see {@link PlainSocket#certified}
   */
  boolean takes(RequestHead head, boolean certified) {
    return !PublicRoutes.own().contains(head.path()) && access.admitsAtOnce(head, certified);
  }

  /**
   * The request, with the present as its instant of arrival.
   *
   * @param client address of the client
   */
  GetRequest request(RequestHead head, String client) {
    if (head.hasQuery()) {
      players.request(Optional.of(head.query()), List.of());
    }
    boolean manifest = SegmentUrls.isManifest(head.path());
    return new GetRequest(
        head.path(),
        manifest && head.hasQuery() ? head.query() : "",
        manifest ? head.acceptEncoding() : "",
        head.wanted(),
        client,
        clock.millis());
  }

  /**
   * Calls {@link GetEngine#get(GetRequest, boolean)} without blocking, and counts a ready response.
   */
  SegmentLookup get(GetRequest request) {
    SegmentLookup result = engine.get(request, false);
    if (result instanceof SegmentLookup.Ready) {
      answers.increment();
    }
    return result;
  }

  /** Looks the response up in a store. */
  CompletableFuture<Response> lookUp(
      GetRequest request, SegmentLookup.NeedsLookup needed, Executor workers) {
    return engine.lookUp(request, needed.route(), workers);
  }

  /** Counts the response to a request that was held. */
  void released() {
    answers.increment();
  }

  ResponsePreamble preamble() {
    return preamble;
  }

  Executor remainders() {
    return remainders;
  }

  /** Epoch ms. */
  long now() {
    return clock.millis();
  }
}
