package io.liveorigin.contract.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The clock of one node, which also says whether it may be relied on. While the clock is in doubt,
 * the node claims nothing that follows from the time: it makes no decision because time is up, it
 * calls nothing late, missing, too early or gone, and it is not ready. Usable from any thread.
 */
public abstract class NodeClock extends Clock {
  /**
   * The reason, for people, why the time must not be relied on now; empty while it may be. Does not
   * block.
   */
  public abstract Optional<String> inaccuracy();

  /** A clock that is never in doubt. */
  public static NodeClock reliable(Clock clock) {
    return new NodeClock() {
      @Override
      public long millis() {
        return clock.millis();
      }

      @Override
      public Optional<String> inaccuracy() {
        return Optional.empty();
      }
    };
  }

  /** Epoch ms. */
  @Override
  public abstract long millis();

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock has no time zone");
  }
}
