package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.standalone.packagers.Source.Encoder;
import io.liveorigin.standalone.support.NeedsFfmpeg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: where fillers stand in for two segments of a real packager, media go on without a gap
 * and without an error of FFmpeg's decoders, and what stands in is silence or the picture of
 * before.
 */
@NeedsFfmpeg
@TestInstance(Lifecycle.PER_CLASS)
class FillersPackagerIT {
  private static final int SEGMENTS = 7;
  private static final int MISSING = 2;
  private static final String SILENT = "max_volume: -91.0 dB";

  private final List<PackagedRun> corpus = new ArrayList<>();
  @TempDir Path directory;

  @BeforeAll
  void generate() {
    add(FrameRate.FPS_25, Packager.FFMPEG_HLS, Encoder.H264, Encoder.AAC, 48_000, 44_100);
    add(FrameRate.FPS_29_97, Packager.FFMPEG_HLS, Encoder.H264, Encoder.AAC, 48_000, 44_100);
    add(FrameRate.FPS_59_94, Packager.FFMPEG_DASH, Encoder.H264, Encoder.AAC, 48_000, 44_100);
    add(FrameRate.FPS_25, Packager.FFMPEG_HLS, Encoder.H264_REORDERED, Encoder.OPUS, 48_000);
    add(FrameRate.FPS_25, Packager.FFMPEG_DASH, Encoder.H264_REORDERED, Encoder.AAC, 48_000);
    add(
        FrameRate.FPS_50,
        Packager.FFMPEG_HLS_NO_EDITS,
        Encoder.H264_REORDERED,
        Encoder.AAC,
        48_000);
    add(
        FrameRate.FPS_25,
        Packager.FFMPEG_HLS_NEGATIVE_OFFSETS,
        Encoder.H264_REORDERED,
        Encoder.AAC,
        48_000);
    add(FrameRate.FPS_25, Packager.FFMPEG_HLS, Encoder.HEVC, Encoder.AC3, 48_000, 44_100);
    add(FrameRate.FPS_25, Packager.FFMPEG_HLS, Encoder.AV1, Encoder.EC3, 48_000, 44_100);
    PackagedRun.generate(corpus);
  }

  private void add(
      FrameRate rate, Packager packager, Encoder video, Encoder audio, Integer... samplingRates) {
    Source source =
        Source.of(rate, Epoch.number(rate.duration()), SEGMENTS, samplingRates)
            .encodedBy(video, audio);
    String name = "fill-%d-%s-%s".formatted(corpus.size(), rate, packager).toLowerCase(Locale.ROOT);
    corpus.add(PackagedRun.epochLocked(name, "a", packager, source));
  }

  Stream<Arguments> tracks() {
    return corpus.stream()
        .flatMap(run -> run.representations().stream().map(id -> Arguments.of(run, id)));
  }

  @ParameterizedTest
  @MethodSource("tracks")
  void real_media_go_on_where_fillers_end(PackagedRun run, String representation) {
    List<Long> numbers = List.copyOf(run.whole(representation).keySet());
    long source = numbers.get(1);
    List<byte[]> pieces = new ArrayList<>();
    List<byte[]> fillers = new ArrayList<>();
    long end = -1;
    for (long number : numbers) {
      boolean missing = number > source && number <= source + MISSING;
      byte[] piece =
          missing
              ? FilledTrack.filler(run, representation, source, number)
              : FilledTrack.real(run, representation, number);
      Inspection inspection = inspect(run, representation, number, piece);
      assertThat(inspection.defects().stream().map(Defect::name))
          .as("#" + (number - source))
          .isEqualTo(missing ? List.of("filler") : List.of());
      TrackFacts facts = inspection.facts().tracks().get(0);
      if (end >= 0) {
        assertThat(facts.decodeTime()).as("#" + (number - source)).isEqualTo(end);
      }
      end = facts.decodeTime() + facts.duration();
      pieces.add(piece);
      if (missing) {
        fillers.add(piece);
      }
    }
    assertThat(fillers).hasSize(MISSING);
    Path whole = file(run, representation, pieces);
    assertThat(Ffmpeg.run("ffmpeg", "-v", "error", "-i", whole.toString(), "-f", "null", "-"))
        .isEmpty();
    List<byte[]> undamaged =
        numbers.stream().map(n -> FilledTrack.real(run, representation, n)).toList();
    assertNoGap(whole, file(run, representation, undamaged), FilledTrack.type(run, representation));
    Path filled = file(run, representation, fillers);
    if (FilledTrack.type(run, representation) == ContentType.VIDEO) {
      Path before =
          file(run, representation, List.of(FilledTrack.real(run, representation, source)));
      assertThat(pictures(filled)).hasSize(MISSING).containsOnly(pictures(before).get(0));
      assertThat(pictures(whole)).contains(pictures(before).get(0), pictures(before).get(9));
    } else {
      assertThat(
              Ffmpeg.run(
                  "ffmpeg", "-i", filled.toString(), "-af", "volumedetect", "-f", "null", "-"))
          .contains(SILENT);
    }
  }

  private static Inspection inspect(
      PackagedRun run, String representation, long number, byte[] segment) {
    EventDefinition event = run.event(run.name(), true);
    return new SegmentInspector()
        .inspect(
            segment,
            new InitInspector().inspect(run.init(representation)).facts(),
            event.schedule(),
            new SegmentAddress(new Track(event.id(), representation, 0), number),
            FilledTrack.declared(run, representation));
  }

  private Path file(PackagedRun run, String representation, List<byte[]> segments) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(run.init(representation));
    segments.forEach(all::writeBytes);
    try {
      return Files.write(Files.createTempFile(directory, "filled", ".mp4"), all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decode times of all packets, ticks, as FFmpeg sees them. */
  private static List<Long> decodeTimes(Path file) {
    return Ffmpeg.run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "packet=dts",
            "-of",
            "csv=p=0",
            file.toString())
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> Long.parseLong(line.replace(",", "")))
        .toList();
  }

  /** Frames of silence come when real ones would have come; of video only the first of each. */
  private static void assertNoGap(Path whole, Path real, ContentType type) {
    List<Long> expected = decodeTimes(real);
    List<Long> found = decodeTimes(whole);
    if (type == ContentType.AUDIO) {
      assertThat(found).isEqualTo(expected);
    } else {
      int perSegment = (expected.size() - found.size()) / MISSING + 1;
      List<Long> left = new ArrayList<>(expected);
      for (int i = 1; i <= MISSING; i++) {
        left.subList((2 * perSegment) + i, (2 * perSegment) + i + perSegment - 1).clear();
      }
      assertThat(found).isEqualTo(left);
    }
  }

  /** A digest of each picture, in the order of presentation. */
  private static List<String> pictures(Path file) {
    String digests =
        Ffmpeg.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "framemd5", "-");
    return Pattern.compile("(?m)^0,.* ([0-9a-f]{32})$")
        .matcher(digests)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
