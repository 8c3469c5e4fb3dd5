package io.liveorigin.access.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Counts wrong credentials by address ({@link ClientAddress#group}). A count is dropped one minute
 * after its first wrong credential. Memory is bounded: with more than {@value #MOST_ADDRESSES}
 * addresses, some are dropped early. Any thread may call it.
 */
public final class FailedAttempts {
  public static final int MOST = 20;
  public static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final Cache<String, AtomicInteger> wrong;

  /**
   * @param ticks monotonic clock, in nanoseconds
   */
  public FailedAttempts(LongSupplier ticks) {
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterWrite(WINDOW)
            .ticker(ticks::getAsLong)
            .build();
  }

  /**
   * Returns whether this address has sent so many wrong credentials that no further guess is
   * checked.
   */
  public boolean tooMany(String address) {
    AtomicInteger count = wrong.getIfPresent(ClientAddress.group(address));
    return count != null && count.get() >= MOST;
  }

  /** Records one wrong credential from this address. */
  public void add(String address) {
    wrong.get(ClientAddress.group(address), a -> new AtomicInteger()).incrementAndGet();
  }
}
