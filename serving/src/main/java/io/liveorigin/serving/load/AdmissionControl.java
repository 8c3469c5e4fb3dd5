package io.liveorigin.serving.load;

import com.netflix.concurrency.limits.Limiter;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets requests in, or not. What is served from the live-edge cache and what is held never asks
 * here. What must be read back asks three times: {@link #pressure} before any store is asked,
 * {@link #lend} before its bytes are fetched, {@link #read} before Kafka is. What nobody asked for
 * is let in by {@link #readAhead}, and its refusal is no refusal of anybody.
 *
 * <p>Only DVR is refused for lag, bytes in flight and rate. The edges are bound by the limit of
 * concurrent reads alone, of which they have shares of their own. Of all that DVR may have, one
 * tenant has no more than its share while there are others. Any thread; nothing here blocks.
 */
public final class AdmissionControl {
  /** Bytes that are being sent. Give them back once, when the last is written or will not be. */
  public interface Loan {
    void giveBack();
  }

  /** One read-back under way. Exactly one of these is called, once. */
  public interface Read {
    /** The bytes are at hand. */
    void done();

    /** Kafka did not answer in time, or the read waited too long for its turn. */
    void late();

    /** It failed in a way that says nothing about load. */
    void failed();
  }

  private static final long DURESS_NANOS = 1_000_000_000;

  /**
   * Requests: a quarter of a second of waiting, where a full core answers 1,860 a second (400 kB
   * each, from memory and from Kafka; measured).
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
   * @param bytesPerSecond bound on what is read back for DVR; empty is none
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
    gauge("serving.admission.reads", "Read-backs under way", limit::inFlight);
    gauge("serving.admission.read.limit", "Read-backs that may be under way", limit::limit);
    gauge("serving.admission.bytes", "Bytes of read-backs that are being sent", inFlight::get);
    gauge("serving.worker.lag.seconds", "How late workers come to a task", () -> lagSeconds);
    gauge("serving.admission.late", "1 while DVR is refused for that", () -> late ? 1 : 0);
  }

  private void gauge(String name, String description, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(meters);
  }

  /** Takes a measurement of {@link WorkerProbe}: one at a time. */
  public void lag(long nanos, long now) {
    late = rule.measured(nanos, now);
    lagSeconds = rule.average() / 1e9;
  }

  /** Whether this node refuses DVR, or did a second ago: {@code du} of CTA-5006. */
  public boolean underDuress() {
    return late || nanoTime.getAsLong() - refusedAt < DURESS_NANOS;
  }

  /** What speaks against even looking for it. */
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
    return full(tenants.of(tenant), Limit.READ_BACK_SENDING, priority);
  }

  /**
   * What speaks against waiting behind so many others for a thread of {@link LowPriorityExecutor}.
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

  /** Room for an answer of so many bytes, until they are sent; empty where there is none. */
  public Optional<Loan> lend(Priority priority, int bytes, String of) {
    TenantUse tenant = tenants.of(of);
    // Who finds any room has it for a segment of whatever size.
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

  /** Leave to read so many bytes from Kafka; empty where there is none. */
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
    // Last: of what is taken of a bucket nothing is given back.
    if (!refusable(priority)) {
      tenant.charge(Limit.READ_BACK_BYTES, bytes);
    } else if (tenant.takeAny(Limit.READ_BACK_BYTES, bytes) > 0) {
      place.get().onIgnore();
      counted(OverloadReason.TENANT, priority);
      return Optional.empty();
    }
    return place.map(listener -> counted(listener, tenant));
  }

  /** What the limits file says, and half of what the limit is now while there are others. */
  private long mostReads(TenantUse tenant) {
    long said = tenant.most(Limit.READ_BACKS);
    return tenant.alone() ? said : Math.min(said, Math.max(1, limit.limit() / 2));
  }

  /**
   * Whether there is room to spare: nobody was refused within the last second, and less than half
   * of the reads and of the bytes in flight that are permitted are in use.
   */
  public boolean idle() {
    return !underDuress()
        && 2L * limit.inFlight() < limit.limit()
        && 2 * inFlight.get() < bytesInFlight;
  }

  /** Leave to read so many bytes that nobody asked for; empty unless {@link #idle}. */
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

  /** That one tenant wants more than its share is no duress of the node. */
  private Optional<OverloadReason> refused(TenantUse tenant, Limit share, Priority priority) {
    tenant.refused(share);
    return counted(OverloadReason.TENANT, priority);
  }

  private Optional<OverloadReason> counted(OverloadReason pressure, Priority priority) {
    Counter.builder("serving.admission.refused")
        .description("Requests that were refused so that others are served")
        .tag("reason", pressure.label())
        .tag("priority", priority.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .register(meters)
        .increment();
    return Optional.of(pressure);
  }
}
