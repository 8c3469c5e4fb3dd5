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

/** The bytes of winners: from memory, or from Kafka for whom there is leave. Any thread. */
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

  /** The bytes in memory, lent to the caller. Nobody is refused here. */
  Optional<Payload> inMemory(PreparedDecision.Winner winner) {
    return cache.get(winner.key());
  }

  /**
   * Notes that a viewer behind the live edge asks, and says what is to be read ahead of him: to be
   * started once his own bytes are on their way.
   */
  Optional<Prefetch.Plan> ahead(Route.Segment route, PreparedDecision.Winner winner) {
    return route.priority() == Priority.LIVE_EDGE
        ? Optional.empty()
        : prefetch.plan(winner.stored(), route.liveEdge() - RequestRule.LIVE_NUMBERS);
  }

  void readAhead(Optional<Prefetch.Plan> plan) {
    plan.ifPresent(prefetch::start);
  }

  /** The bytes from Kafka, lent to who takes them; fails where there is no leave for that. */
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
