package io.liveorigin.selector.task;

import io.liveorigin.contract.clock.NodeClock;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A clock that a test controls: ahead of the driver's time by any amount, and in doubt on request.
 */
public final class TaskClock extends NodeClock {
  private final LongSupplier time;
  private volatile long ahead;
  private volatile Optional<String> doubt = Optional.empty();

  public TaskClock(LongSupplier time) {
    this.time = time;
  }

  public void ahead(long millis) {
    ahead = millis;
  }

  public void doubt(boolean doubted) {
    doubt = doubted ? Optional.of("the test says so") : Optional.empty();
  }

  @Override
  public long millis() {
    return time.getAsLong() + ahead;
  }

  @Override
  public Optional<String> inaccuracy() {
    return doubt;
  }
}
