package io.liveorigin.contract.clock;

/**
 * One record that was sent to a broker and came back with the broker's time. The broker read its
 * clock somewhere between the two local instants, so the midpoint between them is right to within
 * half of their distance (Cristian, 1989; RFC 5905, 8).
 *
 * @param sent local monotonic time before the record was sent, ns
 * @param received local monotonic time after it was acknowledged, ns
 * @param brokerMillis the broker's time when it appended the record, epoch ms, rounded down
 */
public record RoundTrip(long sent, long received, long brokerMillis) {
  /** A clock that NTP slews runs at most 500 ppm fast or slow: one part in 2,000. */
  private static final long DRIFT = 2_000;

  private static final long NANOS = 1_000_000;

  /** The broker rounds down to whole ms; the middle of the ms is taken. */
  private static final long ROUNDING = NANOS / 2;

  /** Broker's time minus local monotonic time, ns. The two have different origins. */
  long difference() {
    return brokerMillis * NANOS + ROUNDING - (sent + (received - sent) / 2);
  }

  /**
   * The largest possible error of {@link #difference} at {@code now} (local monotonic time), ns.
   */
  long errorAt(long now) {
    return (received - sent) / 2 + ROUNDING + Math.max(0, now - received) / DRIFT;
  }

  /** Returns whether one difference between the clocks explains both round trips. */
  boolean agreesWith(RoundTrip other) {
    long now = Math.max(received, other.received);
    return Math.abs(difference() - other.difference()) <= errorAt(now) + other.errorAt(now);
  }
}
