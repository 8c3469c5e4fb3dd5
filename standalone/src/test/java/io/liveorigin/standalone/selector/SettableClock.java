package io.liveorigin.standalone.selector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, set ahead or back by a test. Any thread. */
final class SettableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  void ahead(Duration by) {
    ahead = by;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
