package io.liveorigin.serving.load;

import java.time.Duration;

/**
 * Decides whether the workers are late, from successive measurements of their lag. It uses an
 * exponential average, so that a single pause of the garbage collector does not count as a storm,
 * and two thresholds and a time, so that its result does not flap. Not thread-safe; instants are
 * those of {@link System#nanoTime()}.
 */
final class WorkerLagRule {
  /**
   * The weight of a new measurement. At one in 20 ms, two thirds of the average stem from the last
   * 100 ms.
   */
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

  /** Takes a measurement and returns whether the workers are late. */
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
