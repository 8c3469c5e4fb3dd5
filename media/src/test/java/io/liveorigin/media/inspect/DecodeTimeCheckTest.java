package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.SegmentBytes.moof;
import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.InspectionFixture.AUDIO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.TWO_SECONDS;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static io.liveorigin.media.inspect.InspectionFixture.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.bytes.Boxes;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTimeCheckTest {
  private static final long NUMBER = 880_000_000L;
  private static final long VIDEO_TIME = NUMBER * 2 * 12800;
  private static final long AUDIO_TIME = NUMBER * 2 * 48000;

  @ParameterizedTest
  @ValueSource(longs = {-512, -1, 0, 1, 512})
  void oneFrameOffIsWithinTolerance(long delta) {
    assertThat(video(SegmentBytes.video(VIDEO_TIME + delta))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-25600, -513, 513, 25600})
  void moreThanOneFrameOffIsReported(long delta) {
    assertThat(video(SegmentBytes.video(VIDEO_TIME + delta)))
        .containsExactly(
            Math.abs(delta) == 25600
                ? mismatch(delta, 12800, delta * 1000 / 12800, delta / 25600)
                : mismatch(delta, 12800, delta * 1000 / 12800));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 256, 512, 768, 1024, -1024})
  void audioFramesDoNotDivideTheSegment(long offset) {
    SegmentBytes audio = new SegmentBytes(1, 1, AUDIO_TIME + offset, repeat(1024, 94), 10);

    assertThat(inspect(audio.bytes(), Optional.of(AUDIO_INIT), NUMBER).defects()).isEmpty();
  }

  @Test
  void audioAFrameAndATickOffIsReported() {
    SegmentBytes audio = new SegmentBytes(1, 1, AUDIO_TIME + 1025, repeat(1024, 94), 10);

    assertThat(inspect(audio.bytes(), Optional.of(AUDIO_INIT), NUMBER).defects())
        .containsExactly(mismatch(1025, 48000, 21));
  }

  /** With B-frames at 25 fps FFmpeg's dash muxer cuts audio 80 ms before the key frame's time. */
  @Test
  void audioMayBeCutEarly() {
    SegmentBytes early = new SegmentBytes(1, 1, AUDIO_TIME - 3840, repeat(1024, 94), 10);
    SegmentBytes tooEarly = new SegmentBytes(1, 1, AUDIO_TIME - 5825, repeat(1024, 94), 10);

    assertThat(inspect(early.bytes(), Optional.of(AUDIO_INIT), NUMBER).defects()).isEmpty();
    assertThat(inspect(tooEarly.bytes(), Optional.of(AUDIO_INIT), NUMBER).defects())
        .containsExactly(mismatch(-5825, 48000, -121));
  }

  @Test
  void aStretchedSampleDoesNotWidenTheTolerance() {
    long[] durations = repeat(512, 30);
    durations[12] = 10752;

    assertThat(video(SegmentBytes.video(VIDEO_TIME + 600).withDurations(durations)))
        .containsExactly(mismatch(600, 12800, 46));
  }

  @Test
  void aSegmentOfOneLongSampleStillHasItsOwnTime() {
    SegmentBytes one = SegmentBytes.video(VIDEO_TIME + 25600).withDurations(25600);

    assertThat(video(one)).containsExactly(mismatch(25600, 12800, 2000, 1));
    assertThat(video(SegmentBytes.video(VIDEO_TIME + 12800).withDurations(25600)))
        .as("its own length is no excuse")
        .containsExactly(mismatch(12800, 12800, 1000));
    assertThat(video(SegmentBytes.video(VIDEO_TIME + 6400).withDurations(25600))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"25600, 1", "-25600, -1", "25800, 1", "512000, 20", "25_600_000, 1000"})
  void anOffsetOfWholeSegmentsIsNamedSo(String delta, long segments) {
    long ticks = Long.parseLong(delta.replace("_", ""));
    assertThat(video(SegmentBytes.video(VIDEO_TIME + ticks)))
        .extracting(d -> d.parameters().get("segments"))
        .containsExactly(segments);
  }

  @ParameterizedTest
  @ValueSource(longs = {600, 12800, 26500, 38400, 25_625_600})
  void anyOtherOffsetIsNot(long delta) {
    assertThat(video(SegmentBytes.video(VIDEO_TIME + delta)))
        .allMatch(d -> !d.parameters().containsKey("segments"));
  }

  @Test
  void readsTfdtOfVersionZero() {
    SegmentBytes early = SegmentBytes.video(3 * 25600).withTfdtVersion(0);

    assertThat(inspect(early.bytes(), Optional.of(VIDEO_INIT), 3).defects()).isEmpty();
    assertThat(inspect(early.bytes(), Optional.of(VIDEO_INIT), 4).defects())
        .containsExactly(mismatch(-25600, 12800, -2000, -1));
  }

  @Test
  void numbersCountFromStartNumberInRationalDurations() {
    Schedule schedule = schedule(new SegmentDuration(60060, 30000), 100);
    InitFacts init =
        InspectionFixture.init(
            join(
                InitBytes.fileType(),
                Boxes.box(
                    "moov",
                    InitBytes.movieHeader(),
                    InitBytes.track(1, 30000, "vide", "avc1"),
                    InitBytes.extension(InitBytes.trex(1, 1001, 0, 0)))));
    byte[] bytes = SegmentBytes.video(7 * 60060L).withDurations(repeat(1001, 60)).bytes();

    assertThat(inspect(bytes, Optional.of(init), schedule, 107).defects()).isEmpty();
    assertThat(inspect(bytes, Optional.of(init), schedule, 106).defects())
        .containsExactly(mismatch(60060, 30000, 2002, 1));
  }

  @Test
  void absurdValuesStayInRange() {
    SegmentBytes last = SegmentBytes.video(-1);
    InitFacts fast =
        new InitFacts(List.of(new InitTrack(1, 0xffff_ffffL, "vide", "avc1", 0, 0, 0)), List.of());

    assertThat(inspect(last.bytes(), Optional.of(VIDEO_INIT), NUMBER).defects())
        .containsExactly(mismatch(999_999_999_999_999L, 12800, Long.MAX_VALUE / 12800));
    assertThat(
            inspect(
                    SegmentBytes.video(0).bytes(),
                    Optional.of(fast),
                    TWO_SECONDS,
                    1_000_000_000_000L)
                .defects())
        .as("an expected time beyond 63 bits")
        .containsExactly(mismatch(-999_999_999_999_999L, 0xffff_ffffL, -2_147_483_648L));
  }

  @Test
  void typicalIsTheMajorityWhateverTheRuns() {
    byte[] uniform = fullBox("trun", 0, 0, u32(10));
    byte[] own = fullBox("trun", 0, 0x100, u32(4), u32(9), u32(9), u32(9), u32(9));
    byte[] bytes =
        join(
            moof(
                fullBox("tfhd", 0, 0x20000, u32(1)),
                fullBox("tfdt", 1, 0, u64(VIDEO_TIME + 512)),
                own,
                uniform),
            Boxes.box("mdat"));

    assertThat(mismatches(inspect(bytes, Optional.of(VIDEO_INIT), NUMBER)))
        .as("trex says 512 for ten of fourteen samples")
        .isEmpty();
  }

  private static List<Defect> video(SegmentBytes segment) {
    return mismatches(inspect(segment.bytes(), Optional.of(VIDEO_INIT), NUMBER));
  }

  private static List<Defect> mismatches(Inspection inspection) {
    return inspection.defects().stream()
        .filter(d -> d.kind() == DefectKind.DECODE_TIME_MISMATCH)
        .toList();
  }

  private static Defect mismatch(long delta, long timescale, long millis) {
    return Defect.of(
        DefectKind.DECODE_TIME_MISMATCH,
        DefectSource.INGEST,
        Map.of("delta", delta, "timescale", timescale, "delta-ms", millis));
  }

  /** Returns a mismatch by whole segments: the numbers are wrong, not the clock. */
  private static Defect mismatch(long delta, long timescale, long millis, long segments) {
    return Defect.of(
        DefectKind.DECODE_TIME_MISMATCH,
        DefectSource.INGEST,
        Map.of("delta", delta, "timescale", timescale, "delta-ms", millis, "segments", segments));
  }
}
