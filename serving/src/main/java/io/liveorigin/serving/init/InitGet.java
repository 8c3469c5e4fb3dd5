package io.liveorigin.serving.init;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Delays;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.segment.InitDecisions;
import java.time.Clock;
import java.util.Optional;

/**
 * The way of a request for an init segment: its bytes are kept whole in the selector's store. Any
 * thread that may block for a local query or two.
 */
public final class InitGet {
  private final InitDecisions decisions;
  private final DecisionIndex index;
  private final SegmentContent contents;
  private final CachePolicy policy;
  private final Responses responses;
  private final Clock clock;

  public InitGet(
      InitDecisions decisions,
      DecisionIndex index,
      SegmentContent contents,
      CachePolicy policy,
      Responses responses,
      Clock clock) {
    this.decisions = decisions;
    this.index = index;
    this.contents = contents;
    this.policy = policy;
    this.responses = responses;
    this.clock = clock;
  }

  /** Answers; throws an {@link OriginException} or a {@link RefusedException} where it cannot. */
  public Response get(GetRequest request, Route.Init route) {
    Lookup found = decisions.lookup(route.address());
    if (found instanceof Lookup.Unavailable unavailable) {
      throw new RefusedException(RequestRule.notReady(unavailable.reason()));
    }
    Optional<Decision> decision =
        found instanceof Lookup.Decided decided
            ? Optional.of(decided.decision())
            : Optional.empty();
    Optional<Candidate> winner = decision.flatMap(Decision::winner);
    if (winner.isEmpty() && route.lagging()) {
      throw new RefusedException(
          RequestRule.notReady(
              "this node lags, and knows no init segment of "
                  + route.address().track().representation()));
    }
    if (winner.isEmpty()) {
      throw new RefusedException(
          Refusal.of(
              ErrorCode.NO_INIT_SEGMENT,
              "of " + route.address().track().representation(),
              CachePolicy.NO_STORE));
    }
    long now = clock.millis();
    return responses.content(
        route.of(),
        request.asked(),
        contents.init(route.of(), decision.get(), winner.get(), route.lagging()),
        policy.init(route.lagging()),
        () -> bytes(route.address(), winner.get().digest()),
        Delays.NONE.after(now - request.arrived()),
        now);
  }

  private Payload bytes(InitAddress address, Digest digest) {
    byte[] bytes =
        index
            .initSegment(address, digest)
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.STORAGE_UNAVAILABLE,
                        "the bytes of " + address + " are not in the store now"));
    // A few hundred bytes: microseconds.
    if (!Digest.of(bytes).equals(digest)) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "the stored bytes of " + address + " are not those chosen");
    }
    return Payload.wrap(bytes);
  }
}
