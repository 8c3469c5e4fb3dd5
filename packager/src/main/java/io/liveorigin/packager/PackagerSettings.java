package io.liveorigin.packager;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.packager.fault.FaultScript;
import java.time.Duration;

/**
 * The behaviour of one packager. Invalid values are refused with their key.
 *
 * @param pipeline name of its pipeline, one of the event's
 * @param encodeLatency time from the end of a segment's media until its upload begins
 * @param jitter the most that is added to the latency, drawn anew for each segment
 * @param inspect whether it inspects its segments and declares what it finds; stock packagers do
 *     not
 * @param producerTime whether it states in a prft box when its encoder had each segment; then no
 *     two pipelines have the same bytes, even if their media are the same
 * @param faults faults that it makes on purpose
 * @param seed seed of the jitter, so that a run can be repeated
 */
public record PackagerSettings(
    String pipeline,
    Duration encodeLatency,
    Duration jitter,
    boolean inspect,
    boolean producerTime,
    FaultScript faults,
    long seed) {
  private static final Duration MAX_LATENCY = Duration.ofMinutes(1);

  public PackagerSettings {
    NameRules.require("pipeline", pipeline);
    requireLatency("encodeLatency", encodeLatency);
    requireLatency("jitter", jitter);
  }

  /**
   * Returns settings with 300 ms of latency and 50 ms of jitter, with inspection and without prft.
   */
  public static PackagerSettings standard(String pipeline, FaultScript faults, long seed) {
    return new PackagerSettings(
        pipeline, Duration.ofMillis(300), Duration.ofMillis(50), true, false, faults, seed);
  }

  public PackagerSettings withProducerTime(boolean whether) {
    return new PackagerSettings(pipeline, encodeLatency, jitter, inspect, whether, faults, seed);
  }

  private static void requireLatency(String key, Duration value) {
    if (value.isNegative() || value.compareTo(MAX_LATENCY) > 0) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          key + " must be PT0S to " + MAX_LATENCY + ", but is '" + value + "'");
    }
  }
}
