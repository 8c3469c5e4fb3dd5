package io.liveorigin.serving.front;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * How slowly a client may read its responses.
 *
 * @param bytesPerSecond least rate while a response waits for the client
 * @param window over which the rate is measured; longer than the kernel may take to make room in
 *     the buffer of a socket, a third of 4 MiB at 1 Mbit/s: 11 s
 * @param patience after which a client whose response waits counts as slow
 * @param share a divisor: slow clients may keep this fraction of the segments' memory from being
 *     given back
 */
public record SlowReaderSettings(
    long bytesPerSecond, Duration window, Duration patience, int share) {

  public SlowReaderSettings {
    atLeast("readers.bytesPerSecond", bytesPerSecond, 1);
    atLeast("readers.window (ms)", window.toMillis(), 100);
    atLeast("readers.patience (ms)", patience.toMillis(), 100);
    atLeast("readers.share", share, 1);
  }

  /**
   * 16 KiB/s over 20 s; a quarter of the memory for clients whose response waits longer than 5 s.
   */
  public static SlowReaderSettings standard() {
    return new SlowReaderSettings(16 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(5), 4);
  }

  private static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be at least " + least + ", but is " + value);
    }
  }
}
