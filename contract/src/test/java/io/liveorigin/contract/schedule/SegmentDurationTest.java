package io.liveorigin.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Rational;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the arithmetic with exact rationals. */
class SegmentDurationTest {
  private static final long SINCE_1970_AT_MOST = 100_000_000_000L;

  @Provide
  Arbitrary<SegmentDuration> durations() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            new SegmentDuration(2, 1),
            new SegmentDuration(60_060, 30_000),
            new SegmentDuration(1001, 500),
            new SegmentDuration(1, 10),
            new SegmentDuration(60, 1),
            new SegmentDuration(96_000, 48_000),
            new SegmentDuration(9_000_000, 9_000_000)),
        Arbitraries.longs()
            .between(1, 9_000_000)
            .tuple2()
            .filter(t -> t.get1() <= 60 * t.get2() && t.get1() * 10 >= t.get2())
            .map(t -> new SegmentDuration(t.get1(), t.get2())));
  }

  @Provide
  Arbitrary<Long> timescales() {
    return Arbitraries.oneOf(
        Arbitraries.of(90_000L, 12_800L, 48_000L, 44_100L, 10_000_000L, 1L, 4_294_967_295L),
        Arbitraries.longs().between(1, 4_294_967_295L));
  }

  private static Rational seconds(SegmentDuration d) {
    return Rational.of(d.duration(), d.timescale());
  }

  @Property
  void millisAreRoundedUp(
      @ForAll("durations") SegmentDuration duration,
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000_000_000L) long count) {
    assertThat(duration.millisCeil(count))
        .isEqualTo(seconds(duration).times(count).times(1000).ceil().longValueExact());
  }

  @Property
  void countIsTheLargestThatFits(
      @ForAll("durations") SegmentDuration duration,
      @ForAll @LongRange(min = -1_000_000_000L, max = 10_000_000_000_000L) long millis) {
    long count = duration.countFloor(millis);
    assertThat(count)
        .isEqualTo(Rational.of(millis, 1000).dividedBy(seconds(duration)).floor().longValueExact());
    assertThat(duration.millisCeil(count)).isLessThanOrEqualTo(millis);
    assertThat(duration.millisCeil(count + 1)).isGreaterThan(millis);
  }

  @Property
  void ticksAreTheNearest(
      @ForAll("durations") SegmentDuration duration,
      @ForAll("timescales") long timescale,
      @ForAll @LongRange(min = -1_000_000, max = SINCE_1970_AT_MOST) long count) {
    BigInteger exact = seconds(duration).times(count).times(timescale).round();
    assertThat(duration.ticks(count, timescale)).isEqualTo(saturated(exact));
  }

  @Property
  void nearestIsTheNearest(
      @ForAll("durations") SegmentDuration duration,
      @ForAll("timescales") long timescale,
      @ForAll @LongRange(min = -1_000_000_000_000_000_000L, max = 1_000_000_000_000_000_000L)
          long ticks) {
    BigInteger exact = Rational.of(ticks, timescale).dividedBy(seconds(duration)).round();
    long count = duration.nearest(ticks, timescale);
    if (Rational.of(ticks, timescale).times(duration.timescale()).floor().bitLength() < 63) {
      assertThat(count).isEqualTo(exact.longValueExact());
    } else {
      // |Long.MIN_VALUE| is not a long.
      assertThat(Math.max(count, -Long.MAX_VALUE)).matches(c -> Math.abs(c) > SINCE_1970_AT_MOST);
    }
  }

  /**
   * Rounding to whole ticks of its own timescale first would put 0.6 s of a 2 s segment into the
   * next segment.
   */
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "28799,0",
    "47999,0",
    "48000,1",
    "67200,1",
    "143999,1",
    "144000,2",
    "-48000,0",
    "-48001,-1"
  })
  void roundsOnce(long ticks, long number) {
    assertThat(new SegmentDuration(2, 1).nearest(ticks, 48_000)).isEqualTo(number);
  }

  @Property
  void noDecodeTimeFromTheNetworkThrows(
      @ForAll("durations") SegmentDuration duration,
      @ForAll("timescales") long timescale,
      @ForAll long ticks) {
    assertThatCode(
            () -> {
              duration.nearest(ticks, timescale);
              duration.ticks(ticks, timescale);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void saturatesInsteadOfWrappingRound() {
    SegmentDuration minute = new SegmentDuration(60, 1);
    assertThat(minute.ticks(1_000_000_000_000L, 10_000_000)).isEqualTo(Long.MAX_VALUE);
    assertThat(minute.ticks(-1_000_000_000_000L, 10_000_000)).isEqualTo(Long.MIN_VALUE);
    assertThat(new SegmentDuration(1, 10).nearest(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(new SegmentDuration(1, 10).nearest(Long.MIN_VALUE, 1)).isNegative();
  }

  private static long saturated(BigInteger value) {
    if (value.bitLength() < 64) {
      return value.longValueExact();
    }
    return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 1;              segmentDuration.duration must be 1 to 9000000, but is 0",
        "9000001; 9000000;  segmentDuration.duration must be 1 to 9000000, but is 9000001",
        "2; 0;              segmentDuration.timescale must be 1 to 9000000, but is 0",
        "2; -1;             segmentDuration.timescale must be 1 to 9000000, but is -1",
        "2; 9000001;        segmentDuration.timescale must be 1 to 9000000, but is 9000001",
        "61; 1;             segmentDuration must be 0.1 s to 60 s, but is 61/1 s",
        "1; 11;             segmentDuration must be 0.1 s to 60 s, but is 1/11 s"
      })
  void refusesOtherDurations(long duration, long timescale, String message) {
    assertThatThrownBy(() -> new SegmentDuration(duration, timescale))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EVENT))
        .hasMessage(message);
  }
}
