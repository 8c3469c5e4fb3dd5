package io.liveorigin.access.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Counts wrong credentials by address ({@link ClientAddress#group}), for a minute from the first.
 * Memory is bounded: beyond {@value #MOST_ADDRESSES} addresses some are forgotten early. Any
 * thread.
 */
public final class FailedAttempts {
  public static final int MOST = 20;
  public static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final Cache<String, AtomicInteger> wrong;

  /**
   * @param ticks nanoseconds, monotonic
   */
  public FailedAttempts(LongSupplier ticks) {
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterWrite(WINDOW)
            .ticker(ticks::getAsLong)
            .build();
  }

  /** Whether so many have come that no further guess is looked at. */
  public boolean tooMany(String address) {
    AtomicInteger count = wrong.getIfPresent(ClientAddress.group(address));
    return count != null && count.get() >= MOST;
  }

  /** One wrong credential has come from there. */
  public void add(String address) {
    wrong.get(ClientAddress.group(address), a -> new AtomicInteger()).incrementAndGet();
  }
}
