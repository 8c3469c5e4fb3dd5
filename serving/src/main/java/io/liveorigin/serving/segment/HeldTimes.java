package io.liveorigin.serving.segment;

import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Measures for how long requests are held. Any thread. */
public final class HeldTimes {
  private final LongSupplier nanoTime;
  private final Timer decided;
  private final Timer timedOut;
  private final Timer abandoned;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public HeldTimes(MeterRegistry meters, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.decided = MeterRegistration.histogram(meters, ServingMetric.HELD, "decided");
    this.timedOut = MeterRegistration.histogram(meters, ServingMetric.HELD, "timed-out");
    this.abandoned = MeterRegistration.histogram(meters, ServingMetric.HELD, "abandoned");
  }

  /**
   * Measures the time from now to the release. Dependents of a future run in the reverse order, so
   * the response, which is added later, does not wait for this.
   */
  void measure(CompletableFuture<HoldRelease> release) {
    long since = nanoTime.getAsLong();
    release.thenAccept(
        how -> timer(how).record(nanoTime.getAsLong() - since, TimeUnit.NANOSECONDS));
  }

  private Timer timer(HoldRelease how) {
    if (how instanceof HoldRelease.Decided) {
      return decided;
    }
    return how instanceof HoldRelease.TimedOut ? timedOut : abandoned;
  }
}
