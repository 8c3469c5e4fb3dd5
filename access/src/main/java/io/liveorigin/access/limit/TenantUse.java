package io.liveorigin.access.limit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What one tenant may have on this node, and has. Any thread; nothing blocks.
 *
 * <p>A rate answers with the nanoseconds that the tenant must wait, 0 where it need not.
 */
public final class TenantUse {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** What is counted of a limit. */
  private static final class Count {
    final AtomicLong inUse = new AtomicLong();
    final LongAdder taken = new LongAdder();
    final LongAdder refused = new LongAdder();
  }

  private final String tenant;
  private final TenantRegistry all;
  private final LongSupplier nanoTime;
  private final Map<Limit, Count> counts = new EnumMap<>(Limit.class);

  /** Replaced whole. Of a limit without one there is none. */
  private volatile Map<Limit, TokenBucket> rates = Map.of();

  private volatile TenantLimits said;

  TenantUse(String tenant, TenantRegistry all, TenantLimits said, LongSupplier nanoTime) {
    this.tenant = tenant;
    this.all = all;
    this.nanoTime = nanoTime;
    for (Limit limit : Limit.values()) {
      counts.put(limit, new Count());
    }
    this.said = TenantLimits.UNSAID;
    say(said);
  }

  /** The tenant's name, or the word for all who have no events. */
  public String tenant() {
    return tenant;
  }

  /** Other limits are in force from now on; what was taken stays taken. */
  synchronized void say(TenantLimits limits) {
    said = limits;
    Map<Limit, TokenBucket> changed = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      long perSecond = written(limit);
      if (limit.rate() && perSecond != TenantLimits.NONE) {
        TokenBucket rate = rates.get(limit);
        if (rate == null) {
          rate = new TokenBucket(perSecond, nanoTime);
        } else {
          rate.change(perSecond);
        }
        changed.put(limit, rate);
      }
    }
    rates = changed;
  }

  private long written(Limit limit) {
    return said.of(limit).orElse(all.standard(limit));
  }

  /** How much it may have now; {@link TenantLimits#NONE} where that is not bounded. */
  public long most(Limit limit) {
    // Nobody is there to share with.
    boolean whole = limit.shared() && said.of(limit).isEmpty() && !all.several();
    return whole ? TenantLimits.NONE : written(limit);
  }

  /** One more of a rate. */
  public long takeOne(Limit rate) {
    TokenBucket bucket = rates.get(rate);
    long wait = bucket == null || unbounded(rate) ? 0 : bucket.takeOne();
    count(rate, 1, wait);
    return wait;
  }

  /** So many more of a rate, of which something is left: what is large gets through as well. */
  public long takeAny(Limit rate, long count) {
    TokenBucket bucket = rates.get(rate);
    long wait = bucket == null || unbounded(rate) ? 0 : bucket.takeAny(count);
    count(rate, count, wait);
    return wait;
  }

  /** Whether something of a rate is left. Refuses nobody. */
  public boolean left(Limit rate) {
    TokenBucket bucket = rates.get(rate);
    return bucket == null || unbounded(rate) || bucket.left();
  }

  /** So many more of a rate, whatever is left: it is asked about the next ones. */
  public void charge(Limit rate, long count) {
    TokenBucket bucket = rates.get(rate);
    if (bucket != null && !unbounded(rate)) {
      bucket.charge(count);
    }
    count(rate, count, 0);
  }

  private boolean unbounded(Limit rate) {
    return rate.shared() && most(rate) == TenantLimits.NONE;
  }

  private void count(Limit limit, long count, long wait) {
    if (wait == 0) {
      counts.get(limit).taken.add(count);
    } else {
      refused(limit);
    }
  }

  /** Whether there is nobody to share with. */
  public boolean alone() {
    return !all.several();
  }

  /** Takes so many at a time, until they are given back; false where they would be too many. */
  public boolean enter(Limit share, long count) {
    AtomicLong inUse = counts.get(share).inUse;
    if (inUse.addAndGet(count) > most(share)) {
      inUse.addAndGet(-count);
      return false;
    }
    return true;
  }

  /** The same, whether they are too many or not. */
  public void hold(Limit share, long count) {
    counts.get(share).inUse.addAndGet(count);
  }

  /** Gives them back. */
  public void leave(Limit share, long count) {
    counts.get(share).inUse.addAndGet(-count);
  }

  /** So many it has now. */
  public long inUse(Limit share) {
    return counts.get(share).inUse.get();
  }

  /** Somebody was refused for that limit. */
  public void refused(Limit limit) {
    counts.get(limit).refused.increment();
    all.refused(this, limit);
  }

  /** How often that was. */
  public long refusals(Limit limit) {
    return counts.get(limit).refused.sum();
  }

  /** A rough measure, to tell the busy from the others. */
  long busy() {
    long sum = 0;
    for (Count count : counts.values()) {
      sum += count.refused.sum() + count.taken.sum() + count.inUse.get();
    }
    return sum;
  }

  /**
   * For {@code /status}.
   *
   * @param declared what of it is in the log
   */
  TenantStatus status(Map<Limit, Long> declared) {
    Map<String, TenantStatus.LimitStatus> limits = new LinkedHashMap<>();
    for (Limit limit : Limit.values()) {
      if (!all.applies(limit)) {
        continue;
      }
      Count count = counts.get(limit);
      long use =
          switch (limit.kind()) {
            case RATE, SHARED_RATE -> count.taken.sum();
            case SHARE -> count.inUse.get();
            case DECLARED, DECLARED_SHARE -> declared.getOrDefault(limit, 0L);
          };
      long most = most(limit);
      limits.put(
          limit.key(),
          new TenantStatus.LimitStatus(
              most == TenantLimits.NONE ? TenantLimits.NONE_WORD : Long.toString(most),
              use,
              count.refused.sum()));
    }
    return new TenantStatus(tenant, limits);
  }

  /** Whole seconds of a wait, at least one: for Retry-After (RFC 9110, section 10.2.3). */
  public static long seconds(long nanos) {
    return Math.max(1, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }
}
