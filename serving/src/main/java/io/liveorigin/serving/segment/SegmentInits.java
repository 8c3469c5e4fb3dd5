package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import java.util.Optional;

/** The init segment that is in force at the number of a media segment. Any thread. */
public final class SegmentInits {
  /** A source of the bytes of init segments. */
  public interface Bytes {
    /**
     * Returns the bytes with that digest, which the caller must not change. Throws if they are not
     * available now.
     */
    byte[] get(InitAddress address, Digest digest);
  }

  private final InitDecisions decisions;
  private final Bytes bytes;

  /**
   * @param bytes may block for a local query
   */
  public SegmentInits(InitDecisions decisions, Bytes bytes) {
    this.decisions = decisions;
    this.bytes = bytes;
  }

  /** Returns the digest of the init segment, if the decision is in memory. */
  Optional<Digest> known(Route.Segment route) {
    return decisions
        .known(address(route), route.lagging())
        .flatMap(decision -> inForce(route, decision));
  }

  /**
   * Returns the digest of the init segment; throws if there is none. May block for a local query.
   */
  Digest require(Route.Segment route) {
    Lookup found = decisions.lookup(address(route), route.lagging());
    if (found instanceof Lookup.Decided decided) {
      Optional<Digest> digest = inForce(route, decided.decision());
      if (digest.isPresent()) {
        return digest.get();
      }
    }
    if (found instanceof Lookup.Unavailable unavailable) {
      throw new RefusedException(RequestRule.notReady(unavailable.reason()));
    }
    String representation = route.address().track().representation();
    throw new RefusedException(
        route.lagging()
            ? RequestRule.notReady(
                "this node is lagging and knows no init segment of " + representation)
            : Refusal.of(
                ErrorCode.NO_INIT_SEGMENT,
                "representation " + representation + " has no init segment yet",
                CachePolicy.NO_STORE));
  }

  /**
   * Returns the bytes of the init segment; throws if they are not available now. May block for a
   * local query.
   */
  byte[] bytes(Route.Segment route, Digest digest) {
    return bytes.get(address(route), digest);
  }

  private static Optional<Digest> inForce(Route.Segment route, Decision init) {
    return init.changes().at(route.address().number());
  }

  private static InitAddress address(Route.Segment route) {
    return new InitAddress(route.address().track());
  }
}
