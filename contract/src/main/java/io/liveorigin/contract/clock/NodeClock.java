package io.liveorigin.contract.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The clock of one node, and whether it may be relied on. While there is a doubt the node claims
 * nothing that follows from the time: it decides nothing because time is up, it says of nothing
 * that it is late, missing, not yet there or gone, and it is not ready. Any thread.
 */
public abstract class NodeClock extends Clock {
  /** Why the time must not be relied on now, for people; empty while it may be. Does not block. */
  public abstract Optional<String> doubt();

  /** A clock that is never in doubt. */
  public static NodeClock reliable(Clock clock) {
    return new NodeClock() {
      @Override
      public long millis() {
        return clock.millis();
      }

      @Override
      public Optional<String> doubt() {
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
    throw new UnsupportedOperationException("instants have no time zone here");
  }
}
