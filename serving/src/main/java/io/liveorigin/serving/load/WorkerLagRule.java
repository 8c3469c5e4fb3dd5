package io.liveorigin.serving.load;

import java.time.Duration;

/**
 * Whether the workers are late, from one measured lag after another. An exponential average, so
 * that a single pause of the garbage collector is not a storm; two thresholds and a time, so that
 * what it says does not flap. Not thread-safe; instants are of {@link System#nanoTime()}.
 */
final class WorkerLagRule {
  /** Of a new measurement: at one in 20 ms, two thirds of the average are of the last 100 ms. */
  private static final double WEIGHT = 0.2;

  private final long lag;
  private final long calmLag;
  private final long calm;
  private double average;
  private boolean late;
  private long calmSince;

  WorkerLagRule(Duration lag, Duration calmLag, Duration calm) {
    this.lag = lag.toNanos();
    this.calmLag = calmLag.toNanos();
    this.calm = calm.toNanos();
  }

  /** Takes a measurement and says whether the workers are late. */
  boolean measured(long nanos, long now) {
    average += WEIGHT * (nanos - average);
    if (average >= calmLag) {
      calmSince = now;
    }
    if (average >= lag) {
      late = true;
    } else if (late && now - calmSince >= calm) {
      late = false;
    }
    return late;
  }

  /** In ns. */
  double average() {
    return average;
  }
}
