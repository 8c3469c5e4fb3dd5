package io.liveorigin.serving.hot;

import io.liveorigin.serving.admit.Admission;
import io.liveorigin.serving.decision.RecentDecisions;
import io.liveorigin.serving.get.Classified;
import io.liveorigin.serving.get.SegmentHolds;
import io.liveorigin.serving.hold.Registration;
import io.liveorigin.serving.hold.Release;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Holds requests for the whole of a segment that is next, or due and not decided. At the live edge
 * a hundred caches wait for one decision: here each costs no more than its write. Any thread.
 */
public final class HotHolds {
  /**
   * A request that waits.
   *
   * @param path as it was sent
   * @param request as it was classed
   * @param arrived epoch ms
   * @param release how its hold ends
   */
  record Held(
      String path, Classified.Segment request, long arrived, CompletableFuture<Release> release) {}

  private final SegmentHolds holds;
  private final RecentDecisions recent;
  private final Admission admission;
  private final Executor looks;
  private final Executor remainders;

  /**
   * @param looks where a first waiter's query of the index is made: it may block
   * @param remainders writes the rest of an answer, for which nobody waits with his first bytes
   */
  public HotHolds(
      SegmentHolds holds,
      RecentDecisions recent,
      Admission admission,
      Executor looks,
      Executor remainders) {
    this.holds = holds;
    this.recent = recent;
    this.admission = admission;
    this.looks = looks;
    this.remainders = remainders;
  }

  /** Runs the write where nobody's first bytes wait for it. */
  void writeRemainder(Runnable write) {
    try {
      remainders.execute(write);
    } catch (RejectedExecutionException e) {
      // The node stops, and nobody waits behind this one.
      write.run();
    }
  }

  /** Holds the request; empty where somebody else must answer it. */
  Optional<Held> hold(String path, Classified.Segment request, String client, long now) {
    if (!holds.on()
        || !request.mayBeHeld()
        || recent.latest(request.address()).isPresent()
        || admission.pressure(request.priority()).isPresent()) {
      return Optional.empty();
    }
    long deadline = holds.deadline(request, now);
    if (deadline <= now) {
      return Optional.empty();
    }
    try {
      return holds.register(request.address(), client, deadline, looks)
              instanceof Registration.Waiting waiting
          ? Optional.of(new Held(path, request, now, waiting.release()))
          : Optional.empty();
    } catch (RejectedExecutionException e) {
      // The node stops: what was registered ends at its deadline at the latest.
      return Optional.empty();
    }
  }
}
