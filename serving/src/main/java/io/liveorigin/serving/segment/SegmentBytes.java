package io.liveorigin.serving.segment;

import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.kafka.SegmentReadBack;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.load.OverloadReason;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.RefusedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The bytes of winners: from memory, or from Kafka if admission control allows it. Any thread. */
public final class SegmentBytes {
  private final SegmentCache cache;
  private final SegmentReadBack readBack;
  private final Prefetch prefetch;
  private final AdmissionControl admission;
  private final OverloadRefusal overload;

  public SegmentBytes(
      SegmentCache cache,
      SegmentReadBack readBack,
      Prefetch prefetch,
      AdmissionControl admission,
      OverloadRefusal overload) {
    this.cache = cache;
    this.readBack = readBack;
    this.prefetch = prefetch;
    this.admission = admission;
    this.overload = overload;
  }

  /** Returns the bytes in memory, lent to the caller. No request is refused here. */
  Optional<Payload> inMemory(PreparedDecision.Winner winner) {
    return cache.get(winner.key());
  }

  /**
   * Notes the request of a viewer behind the live edge, and returns the plan of what to read ahead
   * for it. The plan is to be started once the viewer's own bytes are on their way.
   */
  Optional<Prefetch.Plan> ahead(Route.Segment route, PreparedDecision.Winner winner) {
    return route.priority() == Priority.LIVE_EDGE
        ? Optional.empty()
        : prefetch.plan(winner.stored(), route.liveEdge() - RequestRule.LIVE_NUMBERS);
  }

  void readAhead(Optional<Prefetch.Plan> plan) {
    plan.ifPresent(prefetch::start);
  }

  /**
   * Reads the bytes from Kafka, lent to the caller; fails if admission control does not allow it.
   */
  CompletableFuture<Payload> fromKafka(PreparedDecision.Winner winner, Priority priority) {
    String tenant = winner.stored().address().track().event().tenant();
    Optional<AdmissionControl.Loan> loan = admission.lend(priority, winner.stored().size(), tenant);
    if (loan.isEmpty()) {
      return CompletableFuture.failedFuture(
          new RefusedException(overload.refusal(OverloadReason.BYTES_IN_FLIGHT.detail())));
    }
    return readBack
        .get(winner.stored(), priority)
        .handle(
            (payload, failure) -> {
              if (failure == null) {
                return payload.then(loan.get()::giveBack);
              }
              loan.get().giveBack();
              throw overload.failure(priority, failure);
            });
  }
}
