package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspection;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.standalone.packagers.Source.Encoder;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.standalone.support.NeedsFfmpeg;
import io.liveorigin.standalone.support.NeedsShakaPackager;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Invariant: nothing is said against clean media of real packagers. Two independent runs of each
 * kind, b's starting later than a's.
 */
@NeedsFfmpeg
@NeedsShakaPackager
@TestInstance(Lifecycle.PER_CLASS)
class CleanCorpusPackagerIT {
  private static final int SEGMENTS = 24;
  private static final int LATER = 5;
  private static final int AT_LEAST = 500;
  private static final String VARIABLE = Representation.VARIABLE_FRAME_RATE;
  private static final Integer[] SAMPLING_RATES = {48_000, 44_100};

  /** All runs of both pipelines; a's at even indices, each before its b. */
  private final List<PackagedRun> corpus = new ArrayList<>();

  @BeforeAll
  void generate() {
    for (FrameRate rate : FrameRate.values()) {
      String name = rate.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Source source = Source.of(rate, Epoch.number(rate.duration()), SEGMENTS, SAMPLING_RATES);
      epochLocked("hls-" + name, Packager.FFMPEG_HLS, source);
      epochLocked("dash-" + name, Packager.FFMPEG_DASH, source);
      fromItsOwnStart("shaka-" + name, source);
    }
    otherCodecs();
    otherCadences();
    PackagedRun.generate(corpus);
  }

  private void otherCodecs() {
    Source source = of(FrameRate.FPS_25);
    epochLocked("hls-hevc-ac3", Packager.FFMPEG_HLS, source.encodedBy(Encoder.HEVC, Encoder.AC3));
    epochLocked("hls-av1-ec3", Packager.FFMPEG_HLS, source.encodedBy(Encoder.AV1, Encoder.EC3));
    epochLocked(
        "hls-reordered-opus",
        Packager.FFMPEG_HLS,
        source.encodedBy(Encoder.H264_REORDERED, Encoder.OPUS));
    epochLocked(
        "dash-reordered-aac",
        Packager.FFMPEG_DASH,
        source.encodedBy(Encoder.H264_REORDERED, Encoder.AAC));
    epochLocked(
        "shaka-reordered-aac",
        Packager.SHAKA,
        source.encodedBy(Encoder.H264_REORDERED, Encoder.AAC));
  }

  /**
   * Frames that come when they come, and in the pattern of soft telecine: of film at 23.976 fps
   * each frame is shown for two fields and for three in turn.
   */
  private void otherCadences() {
    Source camera =
        of(FrameRate.FPS_50)
            .filtered(kept("1-between(mod(n,17),3,7)", 100), "")
            .declaring(VARIABLE);
    epochLocked("hls-variable", Packager.FFMPEG_HLS, camera);
    epochLocked(
        "hls-variable-reordered",
        Packager.FFMPEG_HLS,
        camera.encodedBy(Encoder.H264_REORDERED, Encoder.AAC));
    epochLocked("dash-variable", Packager.FFMPEG_DASH, camera);
    String fields = "eq(mod(n,5),0)+eq(mod(n,5),2)";
    Source film =
        of(FrameRate.FPS_59_94)
            .filtered(kept(fields, 120), "")
            .declaring("30000/1001")
            .encodedBy(Encoder.H264_REORDERED, Encoder.AAC);
    epochLocked("hls-telecine", Packager.FFMPEG_HLS, film);
    // Half the time film, half the time video of 29.97 fps.
    String mixed = "if(lt(mod(t,5),2.5)," + fields + ",eq(mod(n,2),0))";
    epochLocked(
        "hls-mixed", Packager.FFMPEG_HLS, film.filtered(kept(mixed, 120), "").declaring(VARIABLE));
    Source reordered = of(FrameRate.FPS_25).encodedBy(Encoder.H264_REORDERED, Encoder.AAC);
    epochLocked("hls-no-edits", Packager.FFMPEG_HLS_NO_EDITS, reordered);
    epochLocked("hls-negative-offsets", Packager.FFMPEG_HLS_NEGATIVE_OFFSETS, reordered);
  }

  private static Source of(FrameRate rate) {
    return Source.of(rate, Epoch.number(rate.duration()), 10 + LATER, 48_000);
  }

  /** Those frames, and the first of each segment. */
  private static String kept(String frames, int perSegment) {
    return "select='" + frames + "+not(mod(n," + perSegment + "))'";
  }

  private void epochLocked(String name, Packager packager, Source source) {
    corpus.add(PackagedRun.epochLocked(name, "a", packager, source));
    corpus.add(PackagedRun.epochLocked(name, "b", packager, source.ofOtherPipeline(LATER)));
  }

  /**
   * shaka-packager cuts audio at multiples of whole samples, but 2.002 s are 88288.2 of them at
   * 44.1 kHz: after three hours it is off by more than a frame. So its events start when it does.
   */
  private void fromItsOwnStart(String name, Source epochLocked) {
    Source source = Source.of(epochLocked.rate(), 0, SEGMENTS, SAMPLING_RATES);
    Instant start = Epoch.second();
    corpus.add(PackagedRun.at(start, 1_000, name, "a", Packager.SHAKA, source));
    corpus.add(
        PackagedRun.at(start, 1_000, name, "b", Packager.SHAKA, source.ofOtherPipeline(LATER)));
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void inspection_finds_nothing(Knowledge knowledge) {
    List<String> alarms = new ArrayList<>();
    int inspected = 0;
    for (PackagedRun run : corpus) {
      for (String representation : run.representations()) {
        Map<Long, Path> segments = run.whole(representation);
        assertThat(segments).as(run + " " + representation).hasSizeGreaterThanOrEqualTo(8);
        inspected += segments.size();
        segments.forEach(
            (number, file) -> alarms.addAll(alarms(run, representation, number, file, knowledge)));
      }
    }
    System.out.println(inspected + " clean segments inspected, rates " + knowledge);
    assertThat(alarms).as("said against " + inspected + " clean segments").isEmpty();
    assertThat(inspected).isGreaterThanOrEqualTo(AT_LEAST);
  }

  /** What the event says about its representations. */
  enum Knowledge {
    DECLARED,
    NOT_DECLARED
  }

  private static List<String> alarms(
      PackagedRun run, String representation, long number, Path file, Knowledge knowledge) {
    EventDefinition event = run.event(run.name(), knowledge == Knowledge.DECLARED);
    Representation declared = event.representation(representation).orElseThrow();
    InitInspection init = new InitInspector().inspect(run.init(representation));
    assertThat(init.defects()).as("init of " + run + " " + representation).isEmpty();
    InitFacts facts = init.facts().orElseThrow();
    Inspection inspection =
        new SegmentInspector()
            .inspect(
                PackagedRun.bytes(file),
                Optional.of(facts),
                event.schedule(),
                new SegmentAddress(new Track(event.id(), representation, 0), number),
                declared);
    return inspection.defects().stream()
        .map(defect -> describe(run, representation, number, inspection) + ": " + defect)
        .toList();
  }

  private static String describe(
      PackagedRun run, String representation, long number, Inspection inspection) {
    List<String> tracks =
        inspection.facts().tracks().stream().map(CleanCorpusPackagerIT::describe).toList();
    return run + " " + representation + " #" + (number - run.firstNumber()) + " " + tracks;
  }

  private static String describe(TrackFacts track) {
    return track.samples()
        + " samples, "
        + track.duration()
        + " ticks from "
        + track.decodeTime()
        + " at "
        + track.timescale();
  }

  @Test
  void nothing_comes_out_of_the_whole_origin(@TempDir Path directory) {
    List<Publication> publications = new ArrayList<>();
    try (Stack stack = Stack.start(directory);
        DefectLog log = new DefectLog(stack.kafka())) {
      stack.adminHttp().awaitReady();
      for (int i = 0; i < corpus.size(); i += 2) {
        // Without declared rates the cadence must be learned: every second event is such.
        PackagedRun a = corpus.get(i);
        EventDefinition event = a.event(a.name(), i % 4 == 0);
        publications.add(new Publication(stack, event, a, corpus.get(i + 1)));
      }
      publications.forEach(Publication::apply);
      for (String pipeline : List.of("a", "b")) {
        publications.forEach(publication -> publication.publish(pipeline));
        publications.forEach(publication -> log.awaitEnds(publication, pipeline));
      }
      List<String> alarms =
          publications.stream()
              .flatMap(publication -> log.all(publication).stream())
              .filter(record -> !EXPLAINED.contains(record.kind()))
              .map(Object::toString)
              .toList();
      assertThat(alarms).isEmpty();
      publications.forEach(CleanCorpusPackagerIT::assertServed);
    }
  }

  /**
   * The corpus is published minutes after it was due, and b has not published what it began later
   * than.
   */
  private static final List<String> EXPLAINED =
      List.of("late", "missing-segment", "pipeline-silent", "pipeline-back");

  /** A clean copy of the first pipeline that comes first is served. */
  private static void assertServed(Publication publication) {
    PackagedRun a = publication.runs().get(0);
    a.representations().forEach(id -> publication.awaitServed(a.whole(id).lastEntry().getValue()));
  }
}
