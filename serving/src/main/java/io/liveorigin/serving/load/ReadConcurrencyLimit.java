package io.liveorigin.serving.load;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limiter.AbstractPartitionedLimiter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The limit of concurrent read-backs, learned from how long they take until their bytes have
 * arrived (never from how long the client takes to receive them). It is Netflix's Gradient2 over
 * windows of a quarter of a second. A read that takes twice the long-term average is queueing.
 *
 * <p>Partitioned by priority. While the limit is not reached, any priority may use all of it. When
 * it is reached, a priority is still admitted until its own share is used, over and above the
 * limit. The shares of the edges are therefore theirs even if DVR came first. Thread-safe.
 */
final class ReadConcurrencyLimit {
  /**
   * Reads that may wait in addition to those that run at once; the limit grows by that many in each
   * window.
   */
  private static final int QUEUE = 2;

  private static final double TOLERANCE = 2.0;
  private static final long WINDOW_MILLIS = 250;
  private static final int WINDOW_READS = 10;

  private static final class Builder extends AbstractPartitionedLimiter.Builder<Builder, Priority> {
    @Override
    protected Builder self() {
      return this;
    }
  }

  private final AbstractPartitionedLimiter<Priority> limiter;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  ReadConcurrencyLimit(AdmissionSettings settings, LongSupplier nanoTime) {
    Gradient2Limit gradient =
        Gradient2Limit.newBuilder()
            .initialLimit(settings.minReads())
            .minLimit(settings.minReads())
            .maxConcurrency(settings.maxReads())
            .queueSize(QUEUE)
            .rttTolerance(TOLERANCE)
            .build();
    WindowedLimit windowed =
        WindowedLimit.newBuilder()
            .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .windowSize(WINDOW_READS)
            .build(gradient);
    Builder builder =
        new Builder()
            .named("read-back")
            .limit(windowed)
            .nanoClock(nanoTime)
            .partitionResolver(Priority::name)
            .partition(Priority.LIVE_EDGE.name(), settings.liveEdgeShare())
            .partition(Priority.NEAR_EDGE.name(), settings.nearEdgeShare())
            .partition(
                Priority.DVR.name(), 1 - settings.liveEdgeShare() - settings.nearEdgeShare());
    this.limiter = new AbstractPartitionedLimiter<>(builder) {};
  }

  /** A place for one read, whose end must be reported once. Empty if there is none. */
  Optional<Limiter.Listener> acquire(Priority priority) {
    return limiter.acquire(priority);
  }

  int limit() {
    return limiter.getLimit();
  }

  int inFlight() {
    return limiter.getInflight();
  }
}
