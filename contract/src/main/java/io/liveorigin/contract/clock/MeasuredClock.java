package io.liveorigin.contract.clock;

import io.liveorigin.contract.clock.BrokerTime.Estimate;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A clock that shows the brokers' time: the machine's monotonic clock plus the measured difference
 * from it to the brokers. It therefore does not move when somebody sets the machine's clock. It is
 * in doubt while the machine's clock differs from the brokers by more than the bound. Each call of
 * {@link #inaccuracy} compares the two, so the next call notices a step. Before the first
 * measurement, the clock shows the machine's time.
 *
 * <p>Usable from any thread; only one thread may call {@link #measured} and {@link #retain}.
 */
public final class MeasuredClock extends NodeClock {
  /** How far a node's clock may be off, unless configured otherwise. */
  public static final Duration DEFAULT_BOUND = Duration.ofMillis(500);

  private static final Duration SMALLEST_BOUND = Duration.ofMillis(50);
  private static final Duration LARGEST_BOUND = Duration.ofMinutes(1);
  private static final String NEVER = "the clock has not been compared with the brokers yet";

  /**
   * The two clocks are read one after the other. After a longer pause in between, they are read
   * again.
   */
  private static final long READING_NANOS = 10_000_000;

  private static final int READINGS = 5;

  private final Clock machine;
  private final LongSupplier monotonic;
  private final long boundMillis;
  private final BrokerTime brokers;
  private volatile Optional<Estimate> estimate = Optional.empty();
  private volatile Optional<String> unmeasurable = Optional.empty();

  /**
   * Creates a clock that has not been measured yet.
   *
   * @param machine the machine's clock
   * @param monotonic local time that nobody can set, ns from any origin
   * @param bound the difference above which the clock is in doubt, 50 ms to 1 min
   */
  MeasuredClock(Clock machine, LongSupplier monotonic, Duration bound) {
    this.machine = machine;
    this.monotonic = monotonic;
    this.boundMillis = requireBound(bound).toMillis();
    this.brokers = new BrokerTime(bound.toNanos());
  }

  /**
   * Creates the clock of this machine and process. {@code ClockProbe} in the module {@code kafka}
   * measures it.
   */
  public static MeasuredClock of(Clock machine, Duration bound) {
    return new MeasuredClock(machine, System::nanoTime, bound);
  }

  /** Returns the bound. Throws {@link OriginException} if it is null or outside 50 ms to 1 min. */
  public static Duration requireBound(Duration bound) {
    if (bound == null
        || bound.compareTo(SMALLEST_BOUND) < 0
        || bound.compareTo(LARGEST_BOUND) > 0) {
      throw new OriginException(
          ErrorCode.INTERNAL, "clockBound must be PT0.05S to PT1M, but is " + bound);
    }
    return bound;
  }

  @Override
  public long millis() {
    Optional<Estimate> known = estimate;
    return known.isPresent() ? known.get().millisAt(monotonic.getAsLong()) : machine.millis();
  }

  @Override
  public Optional<String> inaccuracy() {
    Optional<Estimate> known = estimate;
    if (known.isEmpty()) {
      return Optional.of(unmeasurable.map(why -> NEVER + ": " + why).orElse(NEVER));
    }
    if (!known.get().majority()) {
      return Optional.of(
          "only %2$d of %1$d brokers agree on the time within %3$d ms"
              .formatted(known.get().brokers(), known.get().agreeing(), boundMillis));
    }
    long error = known.get().errorMillisAt(monotonic.getAsLong());
    if (error > boundMillis) {
      return Optional.of(
          "the clock's offset is known only to within %d ms, but must be known to within %d ms"
                  .formatted(error, boundMillis)
              + unmeasurable.map(why -> ": " + why).orElse(""));
    }
    long offset = offset(known.get());
    return Math.abs(offset) > boundMillis
        ? Optional.of(
            "the clock is %d ms %s the brokers, but at most %d ms is allowed; synchronize it by NTP"
                .formatted(Math.abs(offset), offset > 0 ? "ahead of" : "behind", boundMillis))
        : Optional.empty();
  }

  /** The machine's clock minus the brokers' time, ms; empty before the first measurement. */
  public OptionalLong offsetMillis() {
    Optional<Estimate> known = estimate;
    return known.isPresent() ? OptionalLong.of(offset(known.get())) : OptionalLong.empty();
  }

  /** The offset in seconds, for a gauge; NaN before the first measurement. */
  public double offsetSeconds() {
    OptionalLong offset = offsetMillis();
    return offset.isPresent() ? offset.getAsLong() / 1000.0 : Double.NaN;
  }

  /** The largest possible error of the offset in seconds, for a gauge; NaN before a measurement. */
  public double errorSeconds() {
    Optional<Estimate> known = estimate;
    return known.isPresent()
        ? known.get().errorMillisAt(monotonic.getAsLong()) / 1000.0
        : Double.NaN;
  }

  private long offset(Estimate known) {
    long offset = 0;
    for (int i = 0; i < READINGS; i++) {
      long before = monotonic.getAsLong();
      offset = machine.millis() - known.millisAt(before);
      if (monotonic.getAsLong() - before < READING_NANOS) {
        return offset;
      }
    }
    return offset;
  }

  /** Adds a measurement: a record that came back from a broker. */
  public void measured(int broker, RoundTrip trip) {
    estimate = Optional.of(brokers.measured(broker, trip));
    unmeasurable = Optional.empty();
  }

  /** Keeps only these brokers, because no others can be measured now. */
  public void retain(Collection<Integer> measurable) {
    brokers.retain(measurable);
  }

  /** Notes why no record came back, for {@link #inaccuracy}. */
  public void failed(String why) {
    unmeasurable = Optional.of(why);
  }

  /** Local monotonic time, ns. */
  public long monotonic() {
    return monotonic.getAsLong();
  }
}
