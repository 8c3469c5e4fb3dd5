package io.liveorigin.packager.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SystemPacingClockTest {
  @Test
  void aPastInstantIsNow() throws InterruptedException {
    PacingClock pacingClock =
        PacingClock.of(Clock.fixed(Instant.ofEpochMilli(5000), ZoneOffset.UTC));

    pacingClock.until(5000);
    pacingClock.until(0);

    assertThat(pacingClock.now()).isEqualTo(5000);
  }

  @Test
  void looksAtTheClockAgainUntilItSaysSo() throws InterruptedException {
    AtomicLong readings = new AtomicLong();
    Clock tenMillisAReading =
        new Clock() {
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
            return Instant.ofEpochMilli(10 * readings.getAndIncrement());
          }
        };

    PacingClock.of(tenMillisAReading).until(35);

    assertThat(readings.get()).as("0, 10, 20, 30, 40").isEqualTo(5);
  }
}
