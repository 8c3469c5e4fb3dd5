package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.SampleScenario.video;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames at irregular times, or in a pattern: a segment that is contiguous and full has lost
 * nothing.
 */
class VariableRateTest {
  private static final String DROPPED = "dropped-video-frames";

  /** A camera that omits frames: the frame before the omitted one lasts as long as both. */
  @Property(tries = 300)
  void framesThatWereNeverTaken(@ForAll @IntRange(min = 2, max = 40) int left, @ForAll long seed) {
    Random random = new Random(seed);
    List<Long> frames = new ArrayList<>(LongStream.of(repeat(3000, 60)).boxed().toList());
    for (int i = 0; i < left; i++) {
      int at = random.nextInt(frames.size() - 1);
      frames.set(at, frames.get(at) + frames.remove(at + 1));
    }
    long[] durations = frames.stream().mapToLong(Long::longValue).toArray();
    boolean oneGap = frames.stream().filter(ticks -> ticks > 3000).count() == 1;

    assertThat(video(90000).frameRate("variable").samples(durations).kinds()).isEmpty();
    if (!oneGap) {
      assertThat(video(90000).samples(durations).kinds()).isEmpty();
    }
    assertThat(video(90000).frameRate("30").samples(durations).counts())
        .as("a constant rate is declared")
        .isEqualTo(Map.of(DROPPED, (long) left));
  }

  @Property(tries = 200)
  void anyDurations(@ForAll long seed) {
    Random random = new Random(seed);
    List<Long> frames = new ArrayList<>();
    long left = 180_000;
    while (left > 12_000) {
      long ticks = 1000 + random.nextInt(8000);
      frames.add(ticks);
      left -= ticks;
    }
    frames.add(left);
    long[] durations = frames.stream().mapToLong(Long::longValue).toArray();

    assertThat(video(90000).frameRate("variable").samples(durations).kinds()).isEmpty();
    assertThat(video(90000).samples(durations).kinds()).isEmpty();
  }

  /** 24 frames that are shown alternately for three and two fields; 59.94 fields per second. */
  @ParameterizedTest
  @ValueSource(strings = {"", "24000/1001", "30000/1001", "variable"})
  void softTelecine(String declared) {
    long[] frames = repeat(3003, 48);
    for (int i = 0; i < 48; i += 2) {
      frames[i] = i % 4 == 0 ? 4504 : 4505;
    }
    assertThat(
            video(90000)
                .schedule(new SegmentDuration(48048, 24000))
                .frameRate(declared)
                .samples(frames)
                .kinds())
        .isEmpty();
  }

  /** The check that knows the segments before can tell whether that frame was lost. */
  @Test
  void oneDoubledFrameIsNotClaimed() {
    long[] frames = repeat(512, 49);
    frames[20] = 1024;
    assertThat(video(12800).samples(frames).kinds()).isEmpty();
    assertThat(video(12800).frameRate("25").samples(frames).counts())
        .isEqualTo(Map.of(DROPPED, 1L));
  }

  @Test
  void theSumStillCounts() {
    long[] half = repeat(3000, 30);
    half[3] = 6000;
    half[9] = 4000;
    for (String declared : List.of("", "variable")) {
      assertThat(video(90000).frameRate(declared).samples(half).kinds())
          .containsExactly("shorter-than-schedule");
    }
    long[] more = repeat(3000, 90);
    more[3] = 6000;
    more[9] = 4000;
    for (String declared : List.of("", "variable")) {
      assertThat(video(90000).frameRate(declared).samples(more).kinds())
          .containsExactly("longer-than-schedule");
    }
    assertThat(video(12800).samples(303 * 128).kinds())
        .as("one frame, longer than the schedule")
        .containsExactly("longer-than-schedule");
  }

  /** The first frame at or after a boundary begins the segment. */
  @Test
  void boundariesLieWhereFramesDo() {
    long[] frames = {9000, 3000, 45000, 3000, 3000, 30000, 9000, 30000, 42000};
    assertThat(video(90000).late(6000).samples(frames).kinds()).isEmpty();
    assertThat(video(90000).late(45000).samples(frames).kinds())
        .as("half a second is no rounding")
        .isEqualTo(List.of());
    assertThat(video(90000).late(45001).samples(frames).kinds()).contains("decode-time-mismatch");
  }

  @Test
  void framesOfNoTimeAmongEvenOnesAreTooMany() {
    long[] jump =
        LongStream.concat(LongStream.of(repeat(1, 75)), LongStream.of(repeat(512, 50))).toArray();
    assertThat(video(12800).samples(jump).counts()).isEqualTo(Map.of("excess-samples", 75L));
    jump[75] = 437; // FFmpeg compensates for the time of the others
    assertThat(video(12800).samples(jump).counts()).isEqualTo(Map.of("excess-samples", 75L));
    assertThat(video(12800).frameRate("variable").samples(jump).kinds()).isEmpty();
  }

  /**
   * With B-frames, as x264 and FFmpeg write them: 59.94 fields per second, 29.97 frames declared.
   */
  @Test
  void reorderedTelecineIsClean() {
    long[] durations = new long[48];
    for (int i = 0; i < 48; i++) {
      durations[i] = i % 2 == 1 ? 3003 : 2002;
    }
    durations[0] = 4004;
    durations[47] = 1001;
    SampleScenario film =
        video(60_000).frameRate("30000/1001").schedule(new SegmentDuration(60_060, 30_000));

    assertThat(film.samples(durations).kinds()).isEmpty();
    durations[0] = 4004 + 2002;
    assertThat(film.samples(durations).kinds()).contains("dropped-video-frames");
    assertThat(film.samples(repeat(4004, 30)).kinds())
        .as("every second frame")
        .containsExactly("dropped-video-frames");
  }
}
