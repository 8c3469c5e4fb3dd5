package io.liveorigin.contract.clock;

/**
 * One record that was sent to a broker and came back with the broker's time. The broker read its
 * clock somewhere between the two local instants, so half of the way between them is right within
 * half of the distance (Cristian, 1989; RFC 5905, 8).
 *
 * @param sent local monotonic time before the record was sent, ns
 * @param received the same after it was acknowledged
 * @param brokerMillis time at which the broker appended it, epoch ms, rounded down
 */
public record RoundTrip(long sent, long received, long brokerMillis) {
  /** A clock that NTP slews runs at most 500 ppm fast or slow: one part in 2,000. */
  private static final long DRIFT = 2_000;

  private static final long NANOS = 1_000_000;

  /** The broker rounds down to whole ms; we take the middle. */
  private static final long ROUNDING = NANOS / 2;

  /** Broker's time minus local monotonic time, ns. Both have origins of their own. */
  long difference() {
    return brokerMillis * NANOS + ROUNDING - (sent + (received - sent) / 2);
  }

  /** How wrong {@link #difference} may be at {@code now} (local monotonic time), ns. */
  long errorAt(long now) {
    return (received - sent) / 2 + ROUNDING + Math.max(0, now - received) / DRIFT;
  }

  /** Whether one difference between the clocks explains both. */
  boolean agreesWith(RoundTrip other) {
    long now = Math.max(received, other.received);
    return Math.abs(difference() - other.difference()) <= errorAt(now) + other.errorAt(now);
  }
}
