package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The settings for reading segments back.
 *
 * @param readers threads, each with a Kafka consumer of its own
 * @param queue reads that may wait; more are refused, because a DVR storm must not use up the heap
 * @param timeout of one read
 * @param bytesPerSecond bound on the rate at which all readers of this node fetch; empty means
 *     none. This node refuses DVR requests above it, and the brokers enforce it by a quota
 */
public record ReadBackSettings(
    int readers, int queue, Duration timeout, OptionalLong bytesPerSecond) {
  /** Reads the largest segment in at most 16 s. */
  private static final long LEAST_RATE = 1 << 20;

  private static final Duration SHORTEST = Duration.ofMillis(10);

  public ReadBackSettings {
    if (readers < 1 || readers > 64) {
      throw invalid("readBack.readers", "1 to 64", readers);
    }
    if (queue < 1) {
      throw invalid("readBack.queue", "at least 1", queue);
    }
    if (timeout.compareTo(SHORTEST) < 0) {
      throw invalid("readBack.timeout", "at least " + SHORTEST, timeout);
    }
    if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < LEAST_RATE) {
      throw invalid(
          "readBack.bytesPerSecond", "at least " + LEAST_RATE, bytesPerSecond.getAsLong());
    }
  }

  /** 2 readers, 256 waiting reads, 5 s, no bound on the rate. */
  public static ReadBackSettings standard() {
    return new ReadBackSettings(2, 256, Duration.ofSeconds(5), OptionalLong.empty());
  }

  public ReadBackSettings withBytesPerSecond(long rate) {
    return new ReadBackSettings(readers, queue, timeout, OptionalLong.of(rate));
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, key + " must be " + allowed + ", but is " + value);
  }
}
