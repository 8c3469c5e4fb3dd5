package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.SampleScenario.audio;
import static io.liveorigin.media.inspect.SampleScenario.video;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form that defects take with real packagers, and forms that are no defect at all. */
class SampleCheckTest {
  private static final String DROPPED = "dropped-video-frames";
  private static final String MISSING = "missing-audio-samples";
  private static final String EXCESS = "excess-samples";
  private static final String LONGER = "longer-than-schedule";
  private static final String SHORTER = "shorter-than-schedule";
  private static final String TIME = "decode-time-mismatch";

  @ParameterizedTest
  @ValueSource(strings = {"25", ""})
  void videoLostInside(String frameRate) {
    SampleScenario lost = video(12800).frameRate(frameRate).samples(insert(repeat(512, 29), 10752));

    assertThat(lost.kinds()).containsExactly(DROPPED);
    assertThat(lost.defects().get(0).parameters())
        .isEqualTo(Map.of("count", 20L, "duration-ms", 800L));
  }

  @Test
  void audioLostInside() {
    SampleScenario lost = audio(48000).samples(insert(repeat(1024, 56), 38912));

    assertThat(lost.kinds()).containsExactly(MISSING);
    assertThat(lost.defects().get(0).parameters())
        .isEqualTo(Map.of("count", 37888L, "duration-ms", 789L));
  }

  @Test
  void fourSecondsOfVideoLost() {
    SampleScenario first = video(12800).frameRate("25").samples(repeat(512, 25));
    SampleScenario next =
        video(12800).frameRate("25").late(-12800).samples(insert(repeat(512, 24), 51712));

    assertThat(first.counts()).isEqualTo(Map.of(DROPPED, 25L));
    assertThat(next.kinds()).containsExactly(TIME, DROPPED);
    assertThat(next.counts()).containsEntry(DROPPED, 100L);
  }

  @Test
  void everySecondFrameLost() {
    long[] half = repeat(1024, 25);

    assertThat(video(12800).frameRate("25").samples(half).counts()).isEqualTo(Map.of(DROPPED, 25L));
    assertThat(video(12800).frameRate("").samples(half).kinds())
        .as("without a declared rate only the segments before can tell")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", ""})
  void keyFrameMissed(String frameRate) {
    SampleScenario first = video(12800).frameRate(frameRate).samples(repeat(512, 76));
    SampleScenario next = video(12800).frameRate(frameRate).late(26 * 512).samples(repeat(512, 24));

    assertThat(first.kinds()).containsExactly(LONGER);
    assertThat(first.defects().get(0).parameters())
        .isEqualTo(
            Map.of(
                "count",
                26L,
                "duration-ms",
                3040L,
                "excess-ms",
                1040L,
                "reason",
                "key-frame-missed"));
    assertThat(next.kinds()).as("nothing is lost").containsExactly(TIME, SHORTER);
    assertThat(next.defects().get(1).parameters())
        .isEqualTo(Map.of("duration-ms", 960L, "shortfall-ms", 1040L));
  }

  /** The same after the numbers have already slipped. */
  @Test
  void keyFrameMissedOnceMore() {
    SampleScenario slipped = video(12800).frameRate("25").late(25600);

    assertThat(slipped.samples(repeat(512, 76)).kinds()).containsExactly(TIME, LONGER);
    assertThat(slipped.late(25600 + 26 * 512).samples(repeat(512, 24)).kinds())
        .containsExactly(TIME, SHORTER);
    assertThat(slipped.samples(repeat(512, 50)).kinds()).containsExactly(TIME);
  }

  /**
   * A segment that begins on time and is short has lost something, and so has one that begins late
   * and ends late.
   */
  @Test
  void lossKeepsItsName() {
    SampleScenario some = video(12800).frameRate("25").samples(repeat(512, 24));

    assertThat(some.kinds()).containsExactly(DROPPED);
    assertThat(some.late(13 * 512).kinds()).containsExactly(TIME, DROPPED);
    assertThat(some.late(26 * 512).kinds()).containsExactly(TIME, SHORTER);
  }

  @Test
  void clockJumpsForward() {
    long[] jump = insert(repeat(512, 24), 76800 - 24 * 512);

    assertThat(video(12800).frameRate("25").samples(jump).counts())
        .isEqualTo(Map.of(DROPPED, 125L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", ""})
  void clockJumpsBack(String frameRate) {
    long[] jump =
        LongStream.concat(LongStream.of(repeat(1, 75)), LongStream.of(repeat(512, 50))).toArray();
    SampleScenario segment = video(12800).frameRate(frameRate).samples(jump);

    assertThat(segment.counts()).isEqualTo(Map.of(EXCESS, 75L));
    assertThat(segment.inspect().facts().tracks().get(0).sampleDuration()).isEqualTo(512);
  }

  @Test
  void audioAloneIsShifted() {
    SampleScenario skew = audio(48000).samples(insert(repeat(1024, 74), 20224));

    assertThat(skew.counts()).isEqualTo(Map.of(MISSING, 19200L));
  }

  @ParameterizedTest
  @CsvSource({"48000,92,1024", "48000,91,2048", "44100,84,2048", "48000,60,34816"})
  void audioShortBySum(long rate, int frames, long missing) {
    SampleScenario segment = audio(rate).samples(repeat(1024, frames));

    assertThat(segment.kinds()).containsExactly(MISSING);
    assertThat(segment.counts().get(MISSING))
        .as("about, because either of two counts is right")
        .isBetween(missing - 1024, missing + 1024);
  }

  @Test
  void audioTooLong() {
    assertThat(audio(48000).samples(repeat(1024, 100)).counts()).isEqualTo(Map.of(LONGER, 6L));
  }

  /** Ticks are not samples if the timescale is not the sampling rate. */
  @Test
  void audioIsCountedAtItsSamplingRate() {
    long[] lost = insert(repeat(1920, 56), 20 * 1920);

    assertThat(audio(90000).rate(48000).samples(lost).counts())
        .containsEntry(MISSING, 19L * 1024 + 18 * 1024);
    assertThat(audio(90000).samples(lost).counts())
        .as("the init segment says 44.1 kHz")
        .containsEntry(MISSING, 37L * 1920 * 44100 / 90000);
  }

  @ParameterizedTest
  @CsvSource({
    "48000,1024,93", "48000,1024,94", "44100,1024,86", "44100,1024,87", "48000,2048,46",
    "48000,2048,47", "48000,1536,62", "48000,1536,63", "48000,960,100", "24000,1024,47"
  })
  void audioFramesThatDoNotDivideTheSegmentAreRight(long timescale, long frame, int frames) {
    for (long late : List.of(0L, frame / 4, frame / 2, frame - 1)) {
      assertThat(audio(timescale).late(late).samples(repeat(frame, frames)).kinds()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12800,25,512,50", "90000,50,1800,100", "30000,30000/1001,1001,59",
    "30000,30000/1001,1001,60", "60000,60000/1001,1001,119", "60000,60000/1001,1001,120",
    "90000,24,3750,48", "1000,25,40,50", "30000,30000/1001,1001,60"
  })
  void videoFramesOfAnyRateAreRight(long timescale, String rate, long frame, int frames) {
    for (String declared : List.of(rate, "")) {
      assertThat(video(timescale).frameRate(declared).samples(repeat(frame, frames)).kinds())
          .as("%s declared as '%s'", rate, declared)
          .isEmpty();
    }
  }

  @Test
  void alternatingDurationsAreOneCadence() {
    long[] frames = repeat(1501, 120);
    for (int i = 0; i < 120; i += 2) {
      frames[i] = 1502;
    }
    SampleScenario clean = video(90000).schedule(new SegmentDuration(60060, 30000)).samples(frames);
    assertThat(clean.frameRate("60000/1001").kinds()).isEmpty();
    assertThat(clean.frameRate("").kinds()).isEmpty();

    frames[119] = 1502 * 40;
    assertThat(clean.frameRate("").samples(java.util.Arrays.copyOfRange(frames, 39, 120)).counts())
        .isEqualTo(Map.of(DROPPED, 39L));
  }

  @Test
  void aRateDeclaredTooSlowIsNoDefectOfTheSegment() {
    assertThat(video(12800).frameRate("25").samples(repeat(256, 100)).kinds()).isEmpty();
    assertThat(video(12800).frameRate("5").samples(repeat(256, 100)).kinds()).isEmpty();
    assertThat(video(12800).frameRate("24").samples(repeat(512, 50)).kinds()).isEmpty();
  }

  @Test
  void aFrameLostAtTheEndOf2997FramesIsSeenWhereTheyDivideTheSegment() {
    SampleScenario segment =
        video(30000).schedule(new SegmentDuration(60060, 30000)).frameRate("30000/1001");

    assertThat(segment.samples(repeat(1001, 60)).kinds()).isEmpty();
    assertThat(segment.samples(repeat(1001, 59)).counts()).isEqualTo(Map.of(DROPPED, 1L));
  }

  @Test
  void theLastSegmentMayBeShort() {
    SampleScenario one = video(12800).frameRate("25").samples(repeat(512, 10));
    long end = (SampleScenario.NUMBER * 2 + 1) * 1000;

    assertThat(one.brand("lmsg").kinds()).isEmpty();
    assertThat(one.brand("lmsg").samples(insert(repeat(512, 10), 1024)).counts())
        .as("short, but without holes")
        .isEqualTo(Map.of(DROPPED, 1L));
    assertThat(one.schedule(bounded(OptionalLong.empty(), OptionalLong.of(end))).kinds()).isEmpty();
    assertThat(one.schedule(bounded(OptionalLong.empty(), OptionalLong.of(end + 2000))).kinds())
        .containsExactly(DROPPED);
    assertThat(one.schedule(bounded(OptionalLong.of(end), OptionalLong.empty())).kinds()).isEmpty();
  }

  @Test
  void aFillerIsNotCounted() {
    assertThat(video(12800).frameRate("25").brand("slat").samples(repeat(512, 10)).kinds())
        .containsExactly("filler");
  }

  @Test
  void withoutAnInitSegmentThereIsNothingToCompare() {
    assertThat(video(12800).withoutInit().samples(repeat(512, 10)).kinds()).isEmpty();
  }

  @Test
  void eachTrackOfAMuxedSegmentIsJudgedByItsKind() {
    SegmentBytes video = SegmentBytes.video(SampleScenario.NUMBER * 25600);
    SegmentBytes audio =
        new SegmentBytes(2, 1, SampleScenario.NUMBER * 96000, repeat(1024, 60), 10);
    byte[] both = join(video.withDurations(repeat(512, 40)).bytes(), audio.fragment());

    assertThat(video(12800).inspect(both, SampleScenario.MUXED).defects())
        .extracting(Defect::kind)
        .containsExactly(DefectKind.DROPPED_VIDEO_FRAMES, DefectKind.MISSING_AUDIO_SAMPLES);
    assertThat(
            video(12800)
                .inspect(
                    join(
                        video.bytes(),
                        box("free"),
                        audio.withDurations(repeat(1024, 94)).fragment()),
                    SampleScenario.MUXED)
                .defects())
        .isEmpty();
  }

  private static Schedule bounded(OptionalLong start, OptionalLong end) {
    return new Schedule(0, new SegmentDuration(2, 1), 0, 1000, 1000, 10_000, 600_000, start, end);
  }

  /** Returns the durations with {@code odd} inserted as the last but one. */
  private static long[] insert(long[] durations, long odd) {
    long[] more = java.util.Arrays.copyOf(durations, durations.length + 1);
    more[durations.length] = durations[durations.length - 1];
    more[durations.length - 1] = odd;
    return more;
  }
}
