package io.liveorigin.contract.clock;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Estimates the brokers' time from round trips. For each broker, the best of its last round trips
 * counts. Of several brokers, the median counts, so that one broker with a wrong clock does not
 * distort the estimate. It reads no clock: every instant is an argument. For use by one thread.
 */
final class BrokerTime {
  /** The number of round trips that are kept for each broker. */
  private static final int KEPT = 8;

  /**
   * An estimate of the brokers' time, relative to local time.
   *
   * @param difference brokers' time minus local monotonic time, ns
   * @param best the round trip on which it is based
   * @param brokers how many were measured
   * @param agreeing how many of these agree with the median within the bound, including the median
   */
  record Estimate(long difference, RoundTrip best, int brokers, int agreeing) {
    private static final long NANOS = 1_000_000;

    /** The brokers' time in epoch ms at {@code now} (local monotonic time, ns). */
    long millisAt(long now) {
      return Math.floorDiv(difference + now, NANOS);
    }

    /** The largest possible error at {@code now}, ms, rounded up. */
    long errorMillisAt(long now) {
      long error = best.errorAt(now) + Math.abs(difference - best.difference());
      return -Math.floorDiv(-error, NANOS);
    }

    boolean majority() {
      return agreeing * 2 > brokers;
    }
  }

  private final long boundNanos;
  private final Map<Integer, Deque<RoundTrip>> trips = new TreeMap<>();
  private Optional<Estimate> last = Optional.empty();

  /**
   * @param boundNanos how far apart the clocks of brokers may be and still count as agreeing, ns
   */
  BrokerTime(long boundNanos) {
    this.boundNanos = boundNanos;
  }

  /** Forgets all other brokers, so that those that are gone do not count. */
  void retain(Collection<Integer> brokers) {
    trips.keySet().retainAll(brokers);
  }

  /** Adds one measurement and returns the new estimate. */
  Estimate measured(int broker, RoundTrip trip) {
    Deque<RoundTrip> own = trips.computeIfAbsent(broker, b -> new ArrayDeque<>());
    if (own.stream().anyMatch(earlier -> !earlier.agreesWith(trip))) {
      // No measurement error explains this: the broker's clock was set, or this machine was
      // suspended.
      own.clear();
    }
    own.addLast(trip);
    if (own.size() > KEPT) {
      own.removeFirst();
    }
    Estimate estimate = estimate(trip.received());
    last = Optional.of(estimate);
    return estimate;
  }

  private Estimate estimate(long now) {
    List<RoundTrip> best =
        trips.values().stream()
            .map(own -> best(own, now))
            .sorted(Comparator.comparingLong(RoundTrip::difference))
            .toList();
    RoundTrip median = best.get((best.size() - 1) / 2);
    int agreeing = (int) best.stream().filter(other -> agree(median, other, now)).count();
    return new Estimate(steady(median, now), median, best.size(), agreeing);
  }

  private static RoundTrip best(Deque<RoundTrip> own, long now) {
    return own.stream().min(Comparator.comparingLong(trip -> trip.errorAt(now))).orElseThrow();
  }

  private boolean agree(RoundTrip one, RoundTrip other, long now) {
    return Math.abs(one.difference() - other.difference())
        <= boundNanos + one.errorAt(now) + other.errorAt(now);
  }

  /**
   * Moves the clock only as far as it is proved wrong. Otherwise each measurement would make it
   * jump by part of that measurement's error.
   */
  private long steady(RoundTrip best, long now) {
    if (last.isEmpty()) {
      return best.difference();
    }
    long error = best.errorAt(now);
    return Math.min(
        Math.max(last.get().difference(), best.difference() - error), best.difference() + error);
  }
}
