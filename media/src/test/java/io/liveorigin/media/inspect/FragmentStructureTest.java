package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.openBox;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.inspect.InspectionFixture.AUDIO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.bytes.FragmentBytes;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requirements of CMAF 7.3.2 and of the MSE byte stream format on fragments, in every way of
 * writing them.
 */
class FragmentStructureTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final InitFacts MUXED =
      InspectionFixture.init(
          join(
              InitBytes.fileType(),
              box(
                  "moov",
                  InitBytes.movieHeader(),
                  InitBytes.track(1, 12800, "vide", "avc1"),
                  InitBytes.track(2, 12800, "soun", "alac"),
                  InitBytes.extension(InitBytes.trex(1, 0, 0, 0), InitBytes.trex(2, 512, 0, 0)))));
  private static final InitFacts TEXT =
      InspectionFixture.init(
          join(
              InitBytes.fileType(),
              box(
                  "moov",
                  InitBytes.movieHeader(),
                  InitBytes.track(1, 12800, "text", "wvtt"),
                  InitBytes.extension(InitBytes.trex(1, 0, 0, 0)))));

  /** The same fifty samples in any number of fragments and runs, written in any legal way. */
  @Property
  void goodFragmentsAreCleanHoweverTheyAreWritten(
      @ForAll @IntRange(min = 1, max = 50) int fragments,
      @ForAll @IntRange(min = 1, max = 5) int runs,
      @ForAll @IntRange(max = 20) int unused,
      @ForAll @IntRange(max = 20) int free,
      @ForAll boolean largeMdat,
      @ForAll boolean tfdtLast,
      @ForAll boolean defaultBaseIsMoof) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, fragments);
    for (FragmentBytes one : all) {
      one.runs = runs;
      one.unused = unused;
      one.freeBefore = free;
      one.largeMdat = largeMdat;
      one.tfdtLast = tfdtLast;
      one.tfhdFlags = defaultBaseIsMoof ? SegmentBytes.DEFAULT_BASE_IS_MOOF : 0;
    }

    Inspection inspection = inspect(FragmentBytes.bytes(all), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, TIME, 50, 25600, 512, true));
  }

  /** A gap, a jump, an overlap or a repetition, in any fragment. */
  @Property
  void aFragmentBeginsWhereTheOneBeforeItEnded(
      @ForAll @IntRange(min = 2, max = 25) int fragments,
      @ForAll @IntRange(min = 1, max = 24) int which,
      @ForAll long delta,
      @ForAll boolean known) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, fragments);
    FragmentBytes moved = all.get(1 + which % (all.size() - 1));
    long off = Math.max(-moved.decodeTime, delta % (TIME / 2));
    moved.decodeTime += off;

    List<Defect> defects =
        inspect(
                FragmentBytes.bytes(all),
                known ? Optional.of(VIDEO_INIT) : Optional.empty(),
                NUMBER)
            .defects();

    if (Math.abs(off) <= 12) {
      assertThat(defects).isEmpty();
    } else if (Math.abs(off) > 64) {
      assertThat(defects).extracting(Defect::name).contains("discontinuity");
      assertThat(defects.get(0).parameters())
          .containsEntry("reason", "fragment")
          .containsEntry("delta", StructureDefects.bounded(off));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-25600, -512, -13, 13, 512, 46_080_000})
  void theGapIsNamedInTicksAndMilliseconds(long delta) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, 2);
    all.get(1).decodeTime += delta;

    Defect found =
        inspect(FragmentBytes.bytes(all), Optional.of(VIDEO_INIT), NUMBER).defects().get(0);

    assertThat(found.name()).isEqualTo("discontinuity");
    assertThat(found.parameters())
        .containsEntry("delta", delta)
        .containsEntry("timescale", 12800L)
        .containsEntry("delta-ms", delta * 1000 / 12800);
  }

  @ParameterizedTest
  @ValueSource(longs = {-12, -2, 2, 12})
  void aRoundedClockIsTolerated(long delta) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, 5);
    all.get(3).decodeTime += delta;

    assertThat(inspect(FragmentBytes.bytes(all), Optional.of(VIDEO_INIT), NUMBER).defects())
        .isEmpty();
  }

  /** If a tick is a frame, two ticks are not a rounding error. */
  @Test
  void aWholeFrameIsNeverTolerated() {
    InitFacts coarse =
        new InitFacts(List.of(new InitTrack(1, 25, "vide", "avc1", 1, 0, 0)), List.of());
    byte[] bytes =
        join(
            new FragmentBytes(NUMBER * 50, SegmentBytes.repeat(1, 25)).bytes(),
            new FragmentBytes(NUMBER * 50 + 26, SegmentBytes.repeat(1, 25)).bytes());

    assertThat(inspect(bytes, Optional.of(coarse), NUMBER).defects())
        .extracting(Defect::name)
        .containsExactly("discontinuity");
  }

  @Property
  void everyFragmentSaysWhenItBegins(
      @ForAll @IntRange(min = 1, max = 10) int fragments, @ForAll @IntRange(max = 9) int which) {
    assertReason("no-tfdt", fragments, which, f -> f.decodeTimes = 0);
    assertReason("two-tfdt", fragments, which, f -> f.decodeTimes = 2);
  }

  /** Offsets into a file that contains the segment are meaningless. */
  @Property
  void noFragmentCountsFromTheStartOfAFile(
      @ForAll @IntRange(min = 1, max = 10) int fragments, @ForAll @IntRange(max = 9) int which) {
    assertReason("base-data-offset", fragments, which, f -> f.tfhdFlags = 1);
  }

  @Property
  void everySampleIsInAMediaDataBoxOfItsFragment(
      @ForAll @IntRange(min = 1, max = 5) int fragments,
      @ForAll @IntRange(max = 4) int which,
      @ForAll int misplaced) {
    int by = misplaced == 0 ? 1 : misplaced % 1000 == 0 ? -1000 : misplaced % 1000;
    assertReason("outside-mdat", fragments, which, f -> f.misplaced = by);
  }

  @Test
  void samplesAreNotInWhatStandsBesideIt() {
    assertReason(
        "outside-mdat",
        1,
        0,
        f -> {
          f.freeBefore = 600;
          f.misplaced = -600;
        });
    // The media data of the previous fragment, and of the next one.
    assertReason("outside-mdat", 2, 1, f -> f.misplaced = -(f.bytes().length));
    assertReason("outside-mdat", 2, 0, f -> f.misplaced = f.bytes().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video", "audio", "text", "unknown"})
  void samplesOfVideoAndAudioHaveBytes(String type) {
    Optional<InitFacts> init =
        switch (type) {
          case "video" -> Optional.of(VIDEO_INIT);
          case "audio" -> Optional.of(AUDIO_INIT);
          case "text" -> Optional.of(TEXT);
          default -> Optional.empty();
        };
    FragmentBytes empty = new FragmentBytes(TIME, SegmentBytes.repeat(512, 50));
    empty.sampleSize = 0;

    List<Object> reasons = reasons(inspect(empty.bytes(), init, NUMBER));

    // A track of unknown type has the declared type: video.
    assertThat(reasons).isEqualTo(type.equals("text") ? List.of() : List.of("empty-sample"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdat", "free", "uuid"})
  void noBoxGoesOnToAnEndThatNobodyKnows(String type) {
    byte[] good = new FragmentBytes(TIME, SegmentBytes.repeat(512, 50)).bytes();
    byte[] open =
        type.equals("mdat")
            ? join(Arrays.copyOf(good, good.length - 508), openBox("mdat", zeros(500)))
            : join(good, openBox(type, zeros(40)));

    assertThat(reasons(inspect(open, Optional.of(VIDEO_INIT), NUMBER)))
        .containsExactly("box-to-end");
  }

  @Test
  void textMayHaveNothingToSay() {
    FragmentBytes empty = new FragmentBytes(TIME);
    FragmentBytes noRun = new FragmentBytes(TIME);
    noRun.emptyDuration = 25600;

    assertThat(inspect(empty.bytes(), Optional.of(TEXT), NUMBER).defects()).isEmpty();
    Inspection inspection = inspect(noRun.bytes(), Optional.of(TEXT), NUMBER);
    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, TIME, 0, 25600, 0, false));
    byte[] withoutMdat = Arrays.copyOf(noRun.bytes(), noRun.bytes().length - 8);
    assertThat(inspect(withoutMdat, Optional.of(TEXT), NUMBER).defects()).isEmpty();
    assertThat(reasons(inspect(withoutMdat, Optional.of(VIDEO_INIT), NUMBER)))
        .containsExactly("no-mdat");
  }

  /** No cue, then a cue, then none: the time without samples counts. */
  @Test
  void textMayHaveSomethingToSayNowAndThen() {
    FragmentBytes before = new FragmentBytes(TIME);
    before.emptyDuration = 5000;
    FragmentBytes cue = new FragmentBytes(TIME + 5000, 600);
    FragmentBytes after = new FragmentBytes(TIME + 5600);
    after.emptyDuration = 20000;

    Inspection inspection =
        inspect(FragmentBytes.bytes(List.of(before, cue, after)), Optional.of(TEXT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, TIME, 1, 25600, 600, true));
    cue.decodeTime += 5000;
    assertThat(
            inspect(FragmentBytes.bytes(List.of(before, cue, after)), Optional.of(TEXT), NUMBER)
                .defects())
        .extracting(Defect::name)
        .containsExactly("discontinuity");
  }

  @Test
  void videoAndAudioMayNot() {
    FragmentBytes noRun = new FragmentBytes(TIME);
    noRun.emptyDuration = 25600;
    for (InitFacts init : List.of(VIDEO_INIT, AUDIO_INIT)) {
      assertThat(reasons(inspect(noRun.bytes(), Optional.of(init), NUMBER)))
          .containsExactly("no-samples");
    }
    FragmentBytes video = new FragmentBytes(TIME, SegmentBytes.repeat(512, 50));
    FragmentBytes audio = new FragmentBytes(TIME);
    audio.trackId = 2;
    assertThat(reasons(inspect(video.with(audio), Optional.of(MUXED), NUMBER)))
        .as("one of two tracks")
        .containsExactly("no-samples");
  }

  @Test
  void tracksOfOneFragmentCountFromItsStart() {
    FragmentBytes video = new FragmentBytes(TIME, SegmentBytes.repeat(512, 50));
    FragmentBytes audio = new FragmentBytes(TIME, SegmentBytes.repeat(512, 50));
    audio.trackId = 2;

    assertThat(inspect(video.with(audio), Optional.of(MUXED), NUMBER).defects()).isEmpty();

    audio.tfhdFlags = 0;
    assertThat(reasons(inspect(video.with(audio), Optional.of(MUXED), NUMBER)))
        .containsExactly("no-default-base-is-moof");
  }

  private static void assertReason(
      String reason, int fragments, int which, Consumer<FragmentBytes> change) {
    List<FragmentBytes> all = FragmentBytes.video(TIME, 50, fragments);
    change.accept(all.get(which % all.size()));
    assertThat(reasons(inspect(FragmentBytes.bytes(all), Optional.of(VIDEO_INIT), NUMBER)))
        .containsExactly(reason);
  }

  private static List<Object> reasons(Inspection inspection) {
    return inspection.defects().stream().map(d -> d.parameters().get("reason")).toList();
  }
}
