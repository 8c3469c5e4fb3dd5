package io.liveorigin.contract.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is set by the test, and a broker whose time is right. */
class MeasuredClockTest {
  private static final long MILLI = 1_000_000;
  private static final long EPOCH = 1_900_000_000_000L;
  private static final Duration BOUND = Duration.ofMillis(500);

  private long nanos = 77_000 * MILLI;
  private final long start = nanos;
  private long ahead;
  private final MeasuredClock clock = new MeasuredClock(machine(), () -> nanos, BOUND);

  private Clock machine() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(right() + ahead);
      }
    };
  }

  private long right() {
    return EPOCH + (nanos - start) / MILLI;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void measure() {
    long sent = nanos;
    pass(Duration.ofMillis(2));
    long stamped = right();
    pass(Duration.ofMillis(2));
    clock.measured(1, new RoundTrip(sent, nanos, stamped));
  }

  @Test
  void before_the_first_measurement_it_tells_the_machines_time_and_is_in_doubt() {
    ahead = 60_000;
    assertThat(clock.millis()).isEqualTo(right() + 60_000);
    assertThat(clock.inaccuracy().orElseThrow()).contains("not been compared");
    clock.failed("no leader");
    assertThat(clock.inaccuracy().orElseThrow()).endsWith(": no leader");
    assertThat(clock.offsetMillis()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-60_000, -5_000, -1_000, -510, 510, 1_000, 5_000, 60_000})
  void beyond_the_bound_it_tells_the_right_time_and_is_in_doubt(long off) {
    ahead = off;
    measure();
    assertThat(clock.millis()).isCloseTo(right(), offset(3L));
    assertThat(clock.inaccuracy().orElseThrow())
        .contains(off > 0 ? "ahead of the brokers" : "behind the brokers");
    assertThat(clock.offsetMillis().orElseThrow()).isCloseTo(off, offset(3L));
  }

  @ParameterizedTest
  @ValueSource(longs = {-490, -20, 0, 20, 490})
  void within_the_bound_it_is_corrected_and_relied_on(long off) {
    ahead = off;
    measure();
    assertThat(clock.millis()).isCloseTo(right(), offset(3L));
    assertThat(clock.inaccuracy()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-60_000, -5_000, -1_000, 1_000, 5_000, 60_000})
  void a_step_is_noticed_at_once_moves_nothing_and_is_forgotten_when_it_is_taken_back(long step) {
    measure();
    pass(Duration.ofSeconds(3));
    assertThat(clock.inaccuracy()).isEmpty();
    long before = clock.millis();
    ahead = step;
    assertThat(clock.inaccuracy()).isPresent();
    assertThat(clock.millis()).isEqualTo(before);
    ahead = 0;
    assertThat(clock.inaccuracy()).isEmpty();
  }

  @Test
  void without_measurements_it_is_relied_on_for_as_long_as_drift_permits() {
    measure();
    pass(Duration.ofSeconds(900));
    assertThat(clock.inaccuracy()).isEmpty();
    clock.failed("no broker answers");
    pass(Duration.ofSeconds(100));
    assertThat(clock.inaccuracy().orElseThrow())
        .contains("only to within 503 ms")
        .endsWith(": no broker answers");
    measure();
    assertThat(clock.inaccuracy()).isEmpty();
  }

  @Test
  void a_machine_that_was_suspended_is_in_doubt_until_it_is_measured_again() {
    measure();
    // Monotonic time stood still during sleep, and the machine's clock was set on waking up.
    ahead = 30_000;
    assertThat(clock.inaccuracy()).isPresent();
    long sent = nanos;
    pass(Duration.ofMillis(4));
    clock.measured(1, new RoundTrip(sent, nanos, right() + 30_000));
    assertThat(clock.inaccuracy()).isEmpty();
    assertThat(clock.millis()).isCloseTo(right() + 30_000, offset(3L));
  }

  @Test
  void brokers_that_disagree_leave_it_in_doubt() {
    measure();
    clock.measured(2, new RoundTrip(nanos, nanos + MILLI, right() + 5_000));
    assertThat(clock.inaccuracy().orElseThrow()).contains("only 1 of 2 brokers");
  }

  @Test
  void bounds_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> MeasuredClock.requireBound(Duration.ofMillis(49)))
        .hasMessageContaining("clockBound must be PT0.05S to PT1M, but is PT0.049S");
    assertThatThrownBy(() -> MeasuredClock.requireBound(Duration.ofSeconds(61)))
        .hasMessageContaining("PT1M1S");
    assertThat(MeasuredClock.requireBound(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
  }
}
