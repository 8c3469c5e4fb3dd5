package io.liveorigin.serving.init;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.segment.InitDecisions;
import java.time.Clock;
import java.util.Optional;

/**
 * Responds to requests for init segments. May be called by any thread that may block for a local
 * query or two.
 */
public final class InitService {
  private final InitDecisions decisions;
  private final InitBytes bytes;
  private final SegmentContent contents;
  private final CachePolicy policy;
  private final ResponseFactory responses;
  private final Clock clock;

  public InitService(
      InitDecisions decisions,
      InitBytes bytes,
      SegmentContent contents,
      CachePolicy policy,
      ResponseFactory responses,
      Clock clock) {
    this.decisions = decisions;
    this.bytes = bytes;
    this.contents = contents;
    this.policy = policy;
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Returns the response with the init segment.
   *
   * @throws OriginException if its bytes cannot be read now
   * @throws RefusedException if there is no such init segment, or the node is not ready
   */
  public Response get(GetRequest request, Route.Init route) {
    Lookup found = decisions.lookup(route.address(), route.lagging());
    if (found instanceof Lookup.Unavailable unavailable) {
      throw new RefusedException(RequestRule.notReady(unavailable.reason()));
    }
    Optional<Decision> decision =
        found instanceof Lookup.Decided decided
            ? Optional.of(decided.decision())
            : Optional.empty();
    Optional<Candidate> winner =
        route
            .version()
            .map(version -> decision.flatMap(all -> version(all, version)))
            .orElseGet(() -> decision.flatMap(all -> inForce(route, all)));
    if (winner.isEmpty() && route.lagging()) {
      throw new RefusedException(
          RequestRule.notReady(
              "this node is lagging and knows no init segment of "
                  + route.address().track().representation()));
    }
    if (winner.isEmpty()) {
      throw new RefusedException(
          Refusal.of(
              ErrorCode.NO_INIT_SEGMENT,
              "representation "
                  + route.address().track().representation()
                  + route
                      .version()
                      .map(version -> " has no version " + version + " of its init segment")
                      .orElse(" has no init segment yet"),
              CachePolicy.NO_STORE));
    }
    boolean version = route.version().isPresent();
    long now = clock.millis();
    return responses.content(
        route.of(),
        request.wanted(),
        version
            ? contents.initVersion(route.of(), decision.get(), winner.get())
            : contents.init(route.of(), decision.get(), winner.get(), route.lagging()),
        version ? CachePolicy.version() : policy.init(route.lagging()),
        () -> Payload.wrap(bytes.get(route.address(), winner.get().digest())),
        RequestTimings.NONE.after(now - request.arrived()),
        now);
  }

  /**
   * The init segment in force at the live edge; the newest may come into force only seconds later.
   */
  private Optional<Candidate> inForce(Route.Init route, Decision decision) {
    return decision.initAt(route.of().schedule().liveEdge(clock.millis())).or(decision::winner);
  }

  /**
   * The init segment whose digest begins with these digits, among all that were ever candidates.
   */
  private static Optional<Candidate> version(Decision decision, String digest) {
    return decision.candidates().stream()
        .filter(candidate -> candidate.digest().hex().startsWith(digest))
        .findFirst();
  }
}
