package io.liveorigin.serving.get;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.decision.InitDecisions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of a request for an init segment: its bytes are kept whole in the selector's store. */
final class InitGet {
  private final InitDecisions decisions;
  private final DecisionIndex index;
  private final SegmentContent contents;

  InitGet(GetParts parts, InitDecisions decisions, SegmentContent contents) {
    this.decisions = decisions;
    this.index = parts.index();
    this.contents = contents;
  }

  Answer get(LiveEvent event, InitAddress address) {
    Lookup found = decisions.lookup(address);
    if (found instanceof Lookup.Unavailable unavailable) {
      return RefusalText.notReady(unavailable.reason());
    }
    Optional<Decision> decision =
        found instanceof Lookup.Decided decided
            ? Optional.of(decided.decision())
            : Optional.empty();
    Optional<Candidate> winner = decision.flatMap(Decision::winner);
    if (winner.isEmpty()) {
      return Answer.Refusal.of(
          ErrorCode.NO_INIT_SEGMENT,
          "of " + address.track().representation(),
          CachePolicy.NO_STORE);
    }
    return contents.init(
        event, decision.get(), winner.get(), () -> bytes(address, winner.get().digest()));
  }

  private CompletableFuture<Payload> bytes(InitAddress address, Digest digest) {
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
    return CompletableFuture.completedFuture(Payload.wrap(bytes));
  }
}
