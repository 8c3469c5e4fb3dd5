package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.SampleScenario.audio;
import static io.liveorigin.media.inspect.SampleScenario.video;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The number of removed samples is reported exactly, and none for whole segments. One lost frame
 * without a declared rate is left to the check that knows the segments before.
 */
class LostSamplesPropertyTest {
  /**
   * A frame rate as packagers write it.
   *
   * @param frame the duration of a frame in ticks
   * @param seconds the segment duration
   */
  record Rate(String declared, long timescale, long frame, int frames, SegmentDuration seconds) {}

  @Provide
  Arbitrary<Rate> rates() {
    SegmentDuration two = new SegmentDuration(2, 1);
    SegmentDuration odd = new SegmentDuration(60060, 30000);
    return Arbitraries.of(
        new Rate("25", 12800, 512, 50, two),
        new Rate("25", 90000, 3600, 50, two),
        new Rate("50", 25600, 512, 100, two),
        new Rate("30", 15360, 512, 60, two),
        new Rate("24", 90000, 3750, 48, two),
        new Rate("30000/1001", 30000, 1001, 60, odd),
        new Rate("60000/1001", 60000, 1001, 120, odd),
        new Rate("25", 1000, 40, 50, two),
        new Rate("60", 10_000_000, 166_667, 120, two));
  }

  @Property(tries = 500)
  void lostFramesAreCounted(
      @ForAll("rates") Rate rate,
      @ForAll boolean declared,
      @ForAll @IntRange(min = 0, max = 40) int lost,
      @ForAll @IntRange(min = 0, max = 1000) int position) {
    long[] durations = stretched(rate.frame(), rate.frames(), lost, position);

    assertThat(
            video(rate.timescale())
                .schedule(rate.seconds())
                .frameRate(declared ? rate.declared() : "")
                .samples(durations)
                .counts())
        .isEqualTo(
            lost == 0 || (lost == 1 && !declared)
                ? Map.of()
                : Map.of("dropped-video-frames", (long) lost));
  }

  @Property(tries = 500)
  void lostAudioIsCounted(
      @ForAll @IntRange(min = 93, max = 94) int frames,
      @ForAll @IntRange(min = 0, max = 80) int lost,
      @ForAll @IntRange(min = 0, max = 1000) int position,
      @ForAll @IntRange(min = 0, max = 3) int quarter) {
    long[] durations = stretched(1024, frames, lost, position);

    assertThat(audio(48000).late(quarter * 256L).samples(durations).counts())
        .isEqualTo(lost == 0 ? Map.of() : Map.of("missing-audio-samples", lost * 1024L));
  }

  /** Removes {@code lost} samples after a sample, which then lasts for their duration as well. */
  private static long[] stretched(long frame, int frames, int lost, int position) {
    long[] durations = repeat(frame, frames - lost);
    durations[position % durations.length] = (lost + 1) * frame;
    return durations;
  }
}
