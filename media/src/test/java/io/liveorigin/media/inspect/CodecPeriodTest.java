package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.SampleScenario.audio;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The duration of an access unit follows from the codec, regardless of the segment. */
class CodecPeriodTest {
  private static final String MISSING = "missing-audio-samples";
  private static final AudioSetup OPUS =
      new AudioSetup(960, 48_000, List.of(48_000), List.of(5, 10, 20, 40, 80, 120));

  /** FFmpeg wrote this after it had lost three seconds. */
  @ParameterizedTest
  @CsvSource({
    "48000, 1024, 48000",
    "44100, 1024, 44100",
    "48000, 1024, 24000",
    "90000, 1536, 48000"
  })
  void oneSampleInPlaceOfAll(long timescale, int frame, int rate) {
    long duration = 303 * timescale / 100;
    SampleScenario one = audio(timescale).frames(frame, rate).rate(rate).samples(duration);
    long lost = duration * rate / timescale - frame;

    assertThat(one.kinds()).containsExactly(MISSING);
    assertThat(one.counts().get(MISSING)).isBetween(lost - frame, lost + frame);
  }

  @Test
  void everySecondAccessUnitLost() {
    SampleScenario half = audio(48000).frames(1024, 48000).samples(repeat(2048, 47));

    assertThat(half.counts()).isEqualTo(Map.of(MISSING, 47 * 1024L));
  }

  /** No sample is stretched by half and their sum is correct, yet they contain too little. */
  @ParameterizedTest
  @CsvSource({"1100, 87", "1200, 80", "1500, 64", "1536, 63"})
  void manyThatAllLastALittleLonger(long ticks, int frames) {
    assertThat(audio(48000).frames(1024, 48000).samples(repeat(ticks, frames)).counts())
        .isEqualTo(Map.of(MISSING, frames * (ticks - 1024)));
  }

  @ParameterizedTest
  @CsvSource({
    "48000, 1024, 48000, 1024, 93", "48000, 1024, 48000, 1024, 94", "44100, 1024, 44100, 1024, 86",
    "48000, 1024, 24000, 2048, 46", "48000, 1024, 24000, 2048, 47", "24000, 1024, 24000, 1024, 47",
    "90000, 1024, 24000, 3840, 47", "48000, 1536, 48000, 1536, 62", "48000, 960, 48000, 960, 100",
    "48000, 2048, 48000, 2048, 46", "48000, 4608, 48000, 4608, 21", "48000, 512, 48000, 512, 187"
  })
  void whatTheCodecSaysIsClean(long timescale, int frame, int rate, long ticks, int frames) {
    for (long late : List.of(0L, ticks / 4, ticks - 1)) {
      assertThat(
              audio(timescale)
                  .frames(frame, rate)
                  .late(late)
                  .samples(repeat(ticks, frames))
                  .kinds())
          .isEmpty();
    }
  }

  /** Opus packets state their length in their first byte, which is not read. */
  @ParameterizedTest
  @CsvSource({"120, 800", "480, 200", "960, 100", "1920, 50", "2880, 33", "2880, 34"})
  void opusOfAnyLegalLengthIsClean(long ticks, int packets) {
    assertThat(audio(48000).setup(OPUS).samples(repeat(ticks, packets)).kinds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {96_000, 145_440})
  void opusOfNoLegalLengthIsLost(long ticks) {
    assertThat(audio(48000).setup(OPUS).samples(ticks).counts())
        .isEqualTo(Map.of(MISSING, ticks - 960));
  }

  /** Even if nothing is known about the codec, the total length counts. */
  @Test
  void anUnknownCodecIsHeldToTheSchedule() {
    assertThat(audio(48000).samples(145_440).kinds()).containsExactly("longer-than-schedule");
    assertThat(audio(48000).samples(48_000).kinds()).containsExactly(MISSING);
    assertThat(audio(48000).samples(96_000).kinds()).isEmpty();
  }

  /** An init segment with a wrong period does not mean that media is lost. */
  @Test
  void shorterAccessUnitsThanTheCodecSays() {
    assertThat(audio(48000).frames(1024, 24000).samples(repeat(1024, 94)).kinds()).isEmpty();
  }

  @Test
  void samplesThatLastNoTime() {
    assertThat(audio(48000).frames(1024, 48000).samples(repeat(0, 94)).kinds()).contains(MISSING);
    assertThat(SampleScenario.video(12800).samples(repeat(0, 50)).kinds())
        .contains("shorter-than-schedule");
  }
}
