package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.serving.support.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTimesTest {
  private static final Schedule SCHEDULE = Samples.news().schedule();
  private static final TargetDuration TWO = new TargetDuration(2);
  private static final LineTimes SCHEDULED = new LineTimes(1, 200, 2);

  private static LineTimes of(long timescale, long decodeTime, long duration, long offset) {
    return LineTimes.of(
        SCHEDULE,
        TWO,
        100,
        Listing.of(new TrackFacts(1, timescale, decodeTime, 50, duration, 1, true, offset)));
  }

  @Test
  void areThoseOfThePublishedMedia() {
    assertThat(of(48_000, 9_600_512, 95_232, 0))
        .isEqualTo(new LineTimes(48_000, 9_600_512, 95_232));
    assertThat(of(12_800, 2_558_976, 25_600, 1_024))
        .as("by its presentation")
        .isEqualTo(new LineTimes(12_800, 2_560_000, 25_600));
  }

  @ParameterizedTest
  @CsvSource({
    // nobody knows the timescale
    "0, 9600000, 96000, 0",
    // a second late is another number, and so is everything far away
    "48000, 9648000, 96000, 0",
    "48000, 0, 96000, 0",
    "48000, 9223372036854775807, 96000, 9223372036854775807",
    // lasts nothing, less than nothing, or too long
    "48000, 9600000, 0, 0",
    "48000, 9600000, -96000, 0",
    "48000, 9600000, 120000, 0",
    "48000, 9600000, 9223372036854775807, 0",
  })
  void areTheScheduleWhereAPlaylistMayNotSayThem(
      long timescale, long decodeTime, long duration, long offset) {
    assertThat(of(timescale, decodeTime, duration, offset)).isEqualTo(SCHEDULED);
  }

  @Test
  void areTheScheduleWhereNothingIsKnown() {
    assertThat(LineTimes.of(SCHEDULE, TWO, 100, Listing.SCHEDULED)).isEqualTo(SCHEDULED);
  }

  /** Whatever a packager writes, a playlist takes it. */
  @Test
  void noFactsMakeALineThatIsRefused() {
    Random random = new Random(15);
    for (int i = 0; i < 20_000; i++) {
      long timescale = random.nextLong(1L << 32);
      LineTimes times =
          of(
              timescale,
              near(random, 200 * timescale),
              near(random, 2 * timescale),
              near(random, 0));
      assertThat(TWO.allows(times.micros())).isTrue();
      assertThat(SCHEDULE.numberAt(times.start(), times.timescale())).isEqualTo(100);
    }
  }

  private static long near(Random random, long value) {
    return random.nextBoolean() ? random.nextLong() : value + random.nextInt(20_000) - 10_000;
  }
}
