package io.liveorigin.serving.load;

import com.netflix.concurrency.limits.Limiter;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Admits requests, or refuses them. Requests that are served from the live-edge cache or held do
 * not pass here. A read-back passes three times: {@link #pressure} before any store is queried,
 * {@link #lend} before its bytes are fetched, and {@link #read} before Kafka is queried. Reads that
 * no client requested are admitted by {@link #readAhead}, and their refusal refuses no client.
 *
 * <p>Only DVR is refused for lag, bytes in flight and rate. The edges are bound only by the limit
 * of concurrent reads, in which they have their own shares. While there are other tenants, a tenant
 * gets no more than its share of what DVR may have. Thread-safe; nothing here blocks.
 */
public final class AdmissionControl {
  /**
   * Bytes that are being sent. Give them back once, when the last one is written or will not be.
   */
  public interface Loan {
    void giveBack();
  }

  /** One read-back under way. Call exactly one of these methods, once. */
  public interface Read {
    /** The bytes have arrived. */
    void done();

    /** Kafka did not respond in time, or the read waited too long for its turn. */
    void late();

    /** The read failed in a way that says nothing about load. */
    void failed();
  }

  private static final long DURESS_NANOS = 1_000_000_000;

  /**
   * In requests. It corresponds to a quarter of a second of waiting, since a full core serves 1,860
   * a second (400 kB each, from memory and from Kafka; measured).
   */
  public static final int MOST_WAITING = 512;

  private final ReadConcurrencyLimit limit;
  private final Optional<ReadByteRate> rate;
  private final long bytesInFlight;
  private final WorkerLagRule rule;
  private final LongSupplier nanoTime;
  private final TenantRegistry tenants;
  private final MeterRegistry meters;
  private final AtomicLong inFlight = new AtomicLong();
  private volatile boolean late;
  private volatile long refusedAt;
  private volatile double lagSeconds;

  /**
   * Reads no clock of its own.
   *
   * @param bytesPerSecond bound on what is read back for DVR; empty if there is none
   * @param nanoTime as {@link System#nanoTime()}
   * @param tenants how much each may have
   */
  public AdmissionControl(
      AdmissionSettings settings,
      OptionalLong bytesPerSecond,
      LongSupplier nanoTime,
      TenantRegistry tenants,
      MeterRegistry meters) {
    this.limit = new ReadConcurrencyLimit(settings, nanoTime);
    this.rate =
        bytesPerSecond.isEmpty()
            ? Optional.empty()
            : Optional.of(new ReadByteRate(bytesPerSecond.getAsLong(), nanoTime.getAsLong()));
    this.bytesInFlight = settings.bytesInFlight();
    this.rule = new WorkerLagRule(settings.lag(), settings.calmLag(), settings.calm());
    this.nanoTime = nanoTime;
    this.refusedAt = nanoTime.getAsLong() - DURESS_NANOS;
    this.tenants = tenants;
    this.meters = meters;
    gauge(ServingMetric.ADMISSION_READS, limit::inFlight);
    gauge(ServingMetric.ADMISSION_READ_LIMIT, limit::limit);
    gauge(ServingMetric.ADMISSION_BYTES, inFlight::get);
    gauge(ServingMetric.WORKER_LAG, () -> lagSeconds);
    gauge(ServingMetric.ADMISSION_LATE, () -> late ? 1 : 0);
  }

  private void gauge(ServingMetric metric, Supplier<Number> value) {
    MeterRegistration.gauge(meters, metric, value);
  }

  /** Takes a measurement of {@link WorkerProbe}. Calls must not overlap. */
  public void lag(long nanos, long now) {
    late = rule.measured(nanos, now);
    lagSeconds = rule.average() / 1e9;
  }

  /**
   * Returns whether this node refuses DVR now, or did so within the last second: {@code du} of
   * CTA-5006.
   */
  public boolean underDuress() {
    return late || nanoTime.getAsLong() - refusedAt < DURESS_NANOS;
  }

  /**
   * The reason not even to look up the segment; empty if there is none. A request that needs no
   * bytes from Kafka after all is refused like the others.
   */
  public Optional<OverloadReason> pressure(Priority priority, String tenant) {
    if (!refusable(priority)) {
      return Optional.empty();
    }
    if (late) {
      return refused(OverloadReason.WORKER_LAG, priority);
    }
    if (inFlight.get() >= bytesInFlight) {
      return refused(OverloadReason.BYTES_IN_FLIGHT, priority);
    }
    TenantUse use = tenants.of(tenant);
    if (!use.left(Limit.READ_BACK_BYTES)) {
      // A look-up costs more than the refusal, and its read would be refused.
      return refused(use, Limit.READ_BACK_BYTES, priority);
    }
    return full(use, Limit.READ_BACK_SENDING, priority);
  }

  /**
   * The reason not to queue behind that many requests for a thread of {@link LowPriorityExecutor};
   * empty if there is none.
   */
  public Optional<OverloadReason> behind(int waiting, Priority priority, String tenant) {
    return waiting >= MOST_WAITING
        ? refused(OverloadReason.OLDER_THREADS, priority)
        : full(tenants.of(tenant), Limit.READ_BACK_WAITING, priority);
  }

  private Optional<OverloadReason> full(TenantUse tenant, Limit share, Priority priority) {
    return tenant.inUse(share) >= tenant.most(share)
        ? refused(tenant, share, priority)
        : Optional.empty();
  }

  /**
   * Reserves room for a response of that many bytes until they are sent; empty if there is none.
   */
  public Optional<Loan> lend(Priority priority, int bytes, String of) {
    TenantUse tenant = tenants.of(of);
    // A tenant with any room left gets a segment of whatever size.
    if (refusable(priority) && full(tenant, Limit.READ_BACK_SENDING, priority).isPresent()) {
      return Optional.empty();
    }
    long sum = inFlight.addAndGet(bytes);
    if (sum > bytesInFlight && refusable(priority)) {
      inFlight.addAndGet(-bytes);
      refused(OverloadReason.BYTES_IN_FLIGHT, priority);
      return Optional.empty();
    }
    tenant.hold(Limit.READ_BACK_SENDING, bytes);
    AtomicBoolean given = new AtomicBoolean();
    return Optional.of(
        () -> {
          if (given.compareAndSet(false, true)) {
            inFlight.addAndGet(-bytes);
            tenant.leave(Limit.READ_BACK_SENDING, bytes);
          }
        });
  }

  /** Permits reading that many bytes from Kafka; empty if the read is refused. */
  public Optional<Read> read(Priority priority, int bytes, String of) {
    TenantUse tenant = tenants.of(of);
    if (refusable(priority) && tenant.inUse(Limit.READ_BACKS) >= mostReads(tenant)) {
      refused(tenant, Limit.READ_BACKS, priority);
      return Optional.empty();
    }
    Optional<Limiter.Listener> place = limit.acquire(priority);
    if (place.isEmpty()) {
      refused(OverloadReason.READ_LIMIT, priority);
      return Optional.empty();
    }
    if (!withinRate(priority, bytes)) {
      place.get().onIgnore();
      refused(OverloadReason.READ_RATE, priority);
      return Optional.empty();
    }
    // Last, because what is taken from a bucket cannot be given back.
    if (!refusable(priority)) {
      tenant.charge(Limit.READ_BACK_BYTES, bytes);
    } else if (tenant.takeAny(Limit.READ_BACK_BYTES, bytes) > 0) {
      place.get().onIgnore();
      counted(OverloadReason.TENANT, priority);
      return Optional.empty();
    }
    return place.map(listener -> counted(listener, tenant));
  }

  /**
   * The maximum in the limits file; while there are other tenants, also at most half of the current
   * limit.
   */
  private long mostReads(TenantUse tenant) {
    long said = tenant.most(Limit.READ_BACKS);
    return tenant.alone() ? said : Math.min(said, Math.max(1, limit.limit() / 2));
  }

  /**
   * Returns whether there is room to spare: no request was refused within the last second, and less
   * than half of the permitted reads and of the permitted bytes in flight are in use.
   */
  public boolean idle() {
    return !underDuress()
        && 2L * limit.inFlight() < limit.limit()
        && 2 * inFlight.get() < bytesInFlight;
  }

  /** Permits reading that many bytes that no client requested; empty unless {@link #idle}. */
  public Optional<Read> readAhead(int bytes, String of) {
    TenantUse tenant = tenants.of(of);
    if (!idle()
        || tenant.inUse(Limit.READ_BACKS) >= mostReads(tenant)
        || !tenant.left(Limit.READ_BACK_BYTES)) {
      return Optional.empty();
    }
    Optional<Limiter.Listener> place = limit.acquire(Priority.DVR);
    if (place.isPresent() && !withinRate(Priority.DVR, bytes)) {
      place.get().onIgnore();
      return Optional.empty();
    }
    place.ifPresent(granted -> tenant.charge(Limit.READ_BACK_BYTES, bytes));
    return place.map(listener -> counted(listener, tenant));
  }

  private boolean withinRate(Priority priority, int bytes) {
    if (rate.isEmpty()) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (refusable(priority)) {
      return rate.get().tryTake(bytes, now);
    }
    rate.get().take(bytes, now);
    return true;
  }

  private static Read counted(Limiter.Listener place, TenantUse tenant) {
    tenant.hold(Limit.READ_BACKS, 1);
    return new Read() {
      @Override
      public void done() {
        tenant.leave(Limit.READ_BACKS, 1);
        place.onSuccess();
      }

      @Override
      public void late() {
        tenant.leave(Limit.READ_BACKS, 1);
        place.onDropped();
      }

      @Override
      public void failed() {
        tenant.leave(Limit.READ_BACKS, 1);
        place.onIgnore();
      }
    };
  }

  private static boolean refusable(Priority priority) {
    return priority.compareTo(Priority.DVR) >= 0;
  }

  private Optional<OverloadReason> refused(OverloadReason pressure, Priority priority) {
    refusedAt = nanoTime.getAsLong();
    return counted(pressure, priority);
  }

  /** A tenant that demands more than its share is no duress of the node. */
  private Optional<OverloadReason> refused(TenantUse tenant, Limit share, Priority priority) {
    tenant.refused(share);
    return counted(OverloadReason.TENANT, priority);
  }

  private Optional<OverloadReason> counted(OverloadReason pressure, Priority priority) {
    String of = priority.name().toLowerCase(Locale.ROOT).replace('_', '-');
    MeterRegistration.counter(meters, ServingMetric.ADMISSION_REFUSED, pressure.label(), of)
        .increment();
    return Optional.of(pressure);
  }
}
