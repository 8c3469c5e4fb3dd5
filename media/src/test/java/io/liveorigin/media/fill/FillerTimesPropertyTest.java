package io.liveorigin.media.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fill.FillFixture.Given;
import io.liveorigin.media.fill.FillFixture.Span;
import io.liveorigin.media.inspect.InspectionFixture;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Compares consecutive fillers with a model of a packager. The packager cuts a stream of frames,
 * all of one length from media time zero on, by a rule of its own.
 */
class FillerTimesPropertyTest {
  private static final long MAX_NUMBER = 1_000_000_000;

  /** Frames per second, and the segment durations that are a whole number of frames. */
  enum Fps {
    FPS_24(24, 1, 48, 24),
    FPS_25(25, 1, 50, 25),
    FPS_29_97(30_000, 1001, 60, 30_000),
    FPS_50(50, 1, 192, 50),
    FPS_59_94(60_000, 1001, 120, 60_000),
    FPS_23_976(24_000, 1001, 48, 24_000);

    final long num;
    final long den;
    final SegmentDuration duration;

    Fps(long num, long den, long frames, long timescale) {
      this.num = num;
      this.den = den;
      this.duration = new SegmentDuration(frames * den, timescale);
    }
  }

  /** Ticks per second of a video track. */
  enum Scale {
    TICKS_90000(90_000),
    TICKS_1000(1_000),
    TICKS_10000000(10_000_000),
    TICKS_12800(12_800);

    final long ticks;

    Scale(long ticks) {
      this.ticks = ticks;
    }
  }

  record Audio(long rate, int frame, Fps fps) {}

  @Provide
  Arbitrary<Audio> audio() {
    return Combinators.combine(
            Arbitraries.of(44_100L, 48_000L), Arbitraries.of(1024), Arbitraries.of(Fps.values()))
        .as(Audio::new);
  }

  private static Span span(FillerMaker.Order order) {
    return Span.of(FillFixture.bytes(FillerMaker.make(order)));
  }

  /**
   * Returns where the packager cuts: at whole frames, on the grid of the schedule shifted by {@code
   * shift}.
   */
  private static long frames(Audio audio, long since, RoundingMode way, long shift) {
    SegmentDuration d = audio.fps().duration;
    BigInteger grid =
        BigInteger.valueOf(since)
            .multiply(BigInteger.valueOf(d.duration()))
            .multiply(BigInteger.valueOf(audio.rate()))
            .add(BigInteger.valueOf(shift).multiply(BigInteger.valueOf(d.timescale())));
    return new BigDecimal(grid)
        .divide(
            BigDecimal.valueOf(d.timescale()).multiply(BigDecimal.valueOf(audio.frame())), 0, way)
        .longValueExact();
  }

  @Property(tries = 400)
  void afterSilenceTheNextRealSegmentBegins(
      @ForAll("audio") Audio audio,
      @ForAll @LongRange(min = 1, max = MAX_NUMBER) long since,
      @ForAll @LongRange(min = 0, max = MAX_NUMBER) long startNumber,
      @ForAll @IntRange(min = 0, max = 1) int primed) {
    long shift = primed * 1024L;
    byte[] init = FillFixture.aac((int) audio.rate(), FillFixture.edits((int) shift));
    assertChain(audio, init, since, startNumber, RoundingMode.CEILING, shift, true);
  }

  /** A packager whose rule looks like the usual one in the source may deviate later, by a frame. */
  @Property(tries = 400)
  void afterSilenceTheNextRealSegmentIsAFrameAwayAtMost(
      @ForAll("audio") Audio audio,
      @ForAll @LongRange(min = 4, max = MAX_NUMBER) long since,
      @ForAll boolean down,
      @ForAll @IntRange(min = -4000, max = 4000) int shift) {
    byte[] init = FillFixture.aac((int) audio.rate());
    RoundingMode way = down ? RoundingMode.FLOOR : RoundingMode.HALF_UP;
    assertChain(audio, init, since, 0, way, shift, false);
  }

  private static void assertChain(
      Audio audio,
      byte[] init,
      long since,
      long startNumber,
      RoundingMode way,
      long shift,
      boolean exactly) {
    Schedule schedule = InspectionFixture.schedule(audio.fps().duration, startNumber);
    long first = frames(audio, since, way, shift);
    int count = (int) (frames(audio, since + 1, way, shift) - first);
    byte[] source =
        FillFixture.segment(
            first * audio.frame(), FillFixture.sounds(count, audio.frame(), new byte[] {1}));
    FillerMaker.Order order =
        FillFixture.order(init, source, startNumber + since + 1, schedule, ContentType.AUDIO);
    long end = (first + count) * audio.frame();
    for (int i = 0; i < 3; i++) {
      Span filler = span(FillFixture.later(order, i));
      assertThat(filler.start()).isEqualTo(end);
      end = filler.end();
      assertThat(end - filler.start()).isEqualTo((long) filler.samples() * audio.frame());
      long next = frames(audio, since + 2 + i, way, shift) * audio.frame();
      if (exactly) {
        assertThat(end).isEqualTo(next);
      } else {
        assertThat(Math.abs(end - next)).isLessThanOrEqualTo(audio.frame());
      }
    }
  }

  /** Returns the time of a frame, rounded on its own. */
  private static long frameTime(Fps fps, long timescale, long frame) {
    BigInteger exact =
        BigInteger.valueOf(frame)
            .multiply(BigInteger.valueOf(fps.den))
            .multiply(BigInteger.valueOf(timescale));
    return new BigDecimal(exact)
        .divide(BigDecimal.valueOf(fps.num), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static byte[] video(Fps fps, long timescale, long first, long end, long offset) {
    List<Given> frames = new ArrayList<>();
    for (long frame = first; frame < end; frame++) {
      long duration = frameTime(fps, timescale, frame + 1) - frameTime(fps, timescale, frame);
      boolean key = frame == first;
      frames.add(
          new Given(
              duration,
              key ? SegmentBytes.SYNC : SegmentBytes.NOT_SYNC,
              0,
              key ? FillFixture.AVC_IDR : FillFixture.AVC_SLICE));
    }
    return FillFixture.segment(frameTime(fps, timescale, first) + offset, frames);
  }

  @Property(tries = 400)
  void afterAFreezeTheNextRealSegmentBegins(
      @ForAll Fps fps,
      @ForAll Scale scale,
      @ForAll @LongRange(min = 1, max = MAX_NUMBER) long since,
      @ForAll @LongRange(min = 0, max = MAX_NUMBER) long startNumber,
      @ForAll @IntRange(min = 0, max = 4000) int offset) {
    long timescale = scale.ticks;
    SegmentDuration d = fps.duration;
    long perSegment = d.duration() / fps.den;
    long rounded = d.duration() * timescale % d.timescale() == 0 ? 0 : 1;
    byte[] source = video(fps, timescale, since * perSegment, (since + 1) * perSegment, offset);
    FillerMaker.Order order =
        FillFixture.order(
            FillFixture.avc(timescale),
            source,
            startNumber + since + 1,
            InspectionFixture.schedule(d, startNumber),
            ContentType.VIDEO);
    long end = frameTime(fps, timescale, (since + 1) * perSegment) + offset;
    for (int i = 0; i < 3; i++) {
      Span filler = span(FillFixture.later(order, i));
      long next = frameTime(fps, timescale, (since + 2 + i) * perSegment) + offset;
      assertThat(filler.start()).isEqualTo(end);
      assertThat(Math.abs(filler.end() - next)).isLessThanOrEqualTo(rounded);
      end = filler.end();
    }
  }

  /** 23.976 and 59.94 frames per second in segments of two seconds. */
  @Property(tries = 200)
  void afterAFreezeAmongFramesThatDoNotDivideTheSegmentTheNextOneBegins(
      @ForAll boolean fast, @ForAll @LongRange(min = 1, max = MAX_NUMBER) long since) {
    Fps fps = fast ? Fps.FPS_59_94 : Fps.FPS_23_976;
    long end = cut(fps, since + 1);
    byte[] source = video(fps, fps.num, cut(fps, since), end, 0);
    FillerMaker.Order order =
        FillFixture.order(
            FillFixture.avc(fps.num),
            source,
            since + 1,
            FillFixture.TWO_SECONDS,
            ContentType.VIDEO);
    for (int i = 0; i < 3; i++) {
      Span filler = span(FillFixture.later(order, i));
      assertThat(filler.start()).isEqualTo(end * fps.den);
      end = cut(fps, since + 2 + i);
      assertThat(filler.end()).isEqualTo(end * fps.den);
    }
  }

  /** Returns the first frame at or after the start of a segment of two seconds. */
  private static long cut(Fps fps, long number) {
    return (2 * number * fps.num + fps.den - 1) / fps.den;
  }

  @Property(tries = 200)
  void textWithoutASourceIsOnTheGrid(
      @ForAll Fps fps,
      @ForAll Scale scale,
      @ForAll @LongRange(min = 0, max = MAX_NUMBER) long since) {
    Schedule schedule = InspectionFixture.schedule(fps.duration, 17);
    FillerMaker.Order order =
        new FillerMaker.Order(
            FillFixture.text(scale.ticks, "stpp"),
            Optional.empty(),
            17 + since,
            schedule,
            ContentType.TEXT);
    assertThat(span(order))
        .isEqualTo(
            new Span(
                schedule.decodeTime(17 + since, scale.ticks),
                schedule.decodeTime(18 + since, scale.ticks),
                1));
  }
}
