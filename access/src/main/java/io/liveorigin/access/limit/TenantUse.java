package io.liveorigin.access.limit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How much one tenant may use on this node, and how much it uses. Any thread may call it; no method
 * waits.
 *
 * <p>The methods for rates return how many nanoseconds the tenant must wait; 0 means that the
 * request is within the limit.
 */
public final class TenantUse {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** The counters of a limit. */
  private static final class Count {
    final AtomicLong inUse = new AtomicLong();
    final LongAdder taken = new LongAdder();
    final LongAdder refused = new LongAdder();
  }

  private final String tenant;
  private final TenantRegistry all;
  private final LongSupplier nanoTime;
  private final Map<Limit, Count> counts = new EnumMap<>(Limit.class);

  /** The rates that are limited; the map is always replaced as a whole. */
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
    apply(said);
  }

  /** Returns the name of the tenant, or {@link TenantRegistry#OTHER} for the shared state. */
  public String tenant() {
    return tenant;
  }

  /** Changes the limits. Amounts that are in use stay in use. */
  synchronized void apply(TenantLimits limits) {
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

  /** Returns the limit that is in force now; {@link TenantLimits#NONE} if there is none. */
  public long most(Limit limit) {
    // No other tenant has events, so there is no need to share.
    boolean whole = limit.shared() && said.of(limit).isEmpty() && !all.several();
    return whole ? TenantLimits.NONE : written(limit);
  }

  /** Takes one unit of a rate. */
  public long takeOne(Limit rate) {
    TokenBucket bucket = rates.get(rate);
    long wait = bucket == null || unbounded(rate) ? 0 : bucket.takeOne();
    count(rate, 1, wait);
    return wait;
  }

  /**
   * Takes {@code count} units of a rate if any is left, even if fewer are left: a large body must
   * get through, too.
   */
  public long takeAny(Limit rate, long count) {
    TokenBucket bucket = rates.get(rate);
    long wait = bucket == null || unbounded(rate) ? 0 : bucket.takeAny(count);
    count(rate, count, wait);
    return wait;
  }

  /** Returns whether any unit of a rate is left. Does not count as a refusal. */
  public boolean left(Limit rate) {
    TokenBucket bucket = rates.get(rate);
    return bucket == null || unbounded(rate) || bucket.left();
  }

  /**
   * Takes {@code count} units of a rate, whatever is left. The excess delays the requests that
   * follow.
   */
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

  /** Returns whether no other tenant has events. */
  public boolean alone() {
    return !all.several();
  }

  /**
   * Takes {@code count} units until they are given back with {@link #leave}; returns false, and
   * takes nothing, if that would exceed the limit.
   */
  public boolean enter(Limit share, long count) {
    AtomicLong inUse = counts.get(share).inUse;
    if (inUse.addAndGet(count) > most(share)) {
      inUse.addAndGet(-count);
      return false;
    }
    return true;
  }

  /** Takes {@code count} units until they are given back, even if that exceeds the limit. */
  public void hold(Limit share, long count) {
    counts.get(share).inUse.addAndGet(count);
  }

  /** Gives back {@code count} units. */
  public void leave(Limit share, long count) {
    counts.get(share).inUse.addAndGet(-count);
  }

  /** Returns how many units are in use now. */
  public long inUse(Limit share) {
    return counts.get(share).inUse.get();
  }

  /** Counts a refusal because of this limit. */
  public void refused(Limit limit) {
    counts.get(limit).refused.increment();
    all.refused(this, limit);
  }

  /** Returns the number of refusals because of this limit. */
  public long refusals(Limit limit) {
    return counts.get(limit).refused.sum();
  }

  /** Returns a rough measure of activity, by which tenants are sorted. */
  long busy() {
    long sum = 0;
    for (Count count : counts.values()) {
      sum += count.refused.sum() + count.taken.sum() + count.inUse.get();
    }
    return sum;
  }

  /**
   * Returns the status for {@code /status}.
   *
   * @param declared how many objects the tenant has in the log, by limit
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

  /**
   * Returns the wait in whole seconds, rounded up, at least one: for {@code Retry-After} (RFC 9110,
   * section 10.2.3).
   */
  public static long seconds(long nanos) {
    return Math.max(1, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }
}
