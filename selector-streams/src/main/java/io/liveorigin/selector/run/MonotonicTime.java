package io.liveorigin.selector.run;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * Time for Kafka Streams that is never set: the machine's clock at the start, plus the time that
 * has passed since. Kafka Streams runs punctuations and commits at instants of its clock; after a
 * step back by a minute it would do neither for a minute.
 */
final class MonotonicTime implements Time {
  private final long startMillis = SYSTEM.milliseconds();
  private final long startNanos = SYSTEM.nanoseconds();

  @Override
  public long milliseconds() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(nanoseconds() - startNanos);
  }

  @Override
  public long nanoseconds() {
    return SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long millis) {
    SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    long ownDeadline = deadlineMillis - milliseconds() + SYSTEM.milliseconds();
    SYSTEM.waitObject(object, condition, ownDeadline);
  }
}
