package io.liveorigin.access.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket that holds two seconds' worth of its rate: packagers whose segments have common
 * boundaries all send at one instant. Any thread may call it; it takes no lock.
 */
final class TokenBucket {
  private static final long BURST_SECONDS = 2;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Meter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final Bucket bucket;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  TokenBucket(long perSecond, LongSupplier nanoTime) {
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth(perSecond))
            .withCustomTimePrecision(new Meter(nanoTime))
            .build();
  }

  private static Bandwidth bandwidth(long perSecond) {
    return Bandwidth.builder()
        .capacity(BURST_SECONDS * perSecond)
        .refillGreedy(perSecond, SECOND)
        .build();
  }

  /** Changes the rate. The bucket stays filled in the same proportion. */
  void change(long perSecond) {
    bucket.replaceConfiguration(
        BucketConfiguration.builder().addLimit(bandwidth(perSecond)).build(),
        TokensInheritanceStrategy.PROPORTIONALLY);
  }

  /**
   * Takes one token and returns 0; or, if there is none, takes nothing and returns the nanoseconds
   * until there is one.
   */
  long takeOne() {
    return bucket.tryConsume(1) ? 0 : nanosUntil(1);
  }

  /**
   * Takes {@code count} tokens if there is at least one, and returns 0. This may leave a debt, so
   * that a body larger than the bucket gets through, too. If there is no token, takes nothing and
   * returns the nanoseconds until there is one.
   */
  long takeAny(long count) {
    if (!left()) {
      return nanosUntil(1);
    }
    charge(count);
    return 0;
  }

  boolean left() {
    return bucket.getAvailableTokens() > 0;
  }

  /** Takes {@code count} tokens in any case, and may leave a debt. */
  void charge(long count) {
    if (count > 0) {
      bucket.consumeIgnoringRateLimits(count);
    }
  }

  private long nanosUntil(long count) {
    return Math.max(1, bucket.estimateAbilityToConsume(count).getNanosToWaitForRefill());
  }
}
