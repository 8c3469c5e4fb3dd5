package io.liveorigin.packager.schedule;

import io.liveorigin.contract.schedule.Schedule;
import java.util.Random;

/**
 * The instants at which a pipeline has encoded its segments: end of the media + latency + jitter.
 * The jitter is uniform from 0 to {@code jitterMillis} and drawn anew for each segment. One thread.
 */
public final class PublishTimes {
  private final Schedule schedule;
  private final long latencyMillis;
  private final int jitterMillis;
  private final Random random;

  public PublishTimes(Schedule schedule, long latencyMillis, int jitterMillis, Random random) {
    this.schedule = schedule;
    this.latencyMillis = latencyMillis;
    this.jitterMillis = jitterMillis;
    this.random = random;
  }

  /** Draws the instant at which segment {@code number} is published, epoch ms. */
  public long draw(long number) {
    return schedule.mediaEnd(number) + latencyMillis + random.nextInt(jitterMillis + 1);
  }

  /** Returns the first number of the event whose media has not ended at {@code now} (epoch ms). */
  public static long firstNumber(Schedule schedule, long now) {
    long current =
        schedule.startNumber() + schedule.duration().countFloor(now - schedule.availabilityStart());
    return Math.max(current, schedule.firstNumber());
  }
}
