package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.media.bytes.FragmentBytes;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presentation time counts: decode time, composition offset and edit list together. */
class PresentationTimeTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final long FRAME = 512;

  /** x264 with two reordered frames, as FFmpeg writes it together with an edit list of 1024. */
  private static final long[] REORDERED = {1024, 2560, 1024, 0, 512};

  /** Only the sum counts, regardless of which part of the offset is in which box. */
  @Property
  void onlyTheSumCounts(
      @ForAll @LongRange(min = -12800, max = 12800) long early,
      @ForAll @LongRange(min = 0, max = 25600) long mediaTime,
      @ForAll boolean wideEdit,
      @ForAll @IntRange(min = 1, max = 10) int fragments) {
    Optional<InitFacts> init = Optional.of(init(edit(wideEdit, 0, mediaTime)));
    List<FragmentBytes> all = FragmentBytes.video(TIME - early, 50, fragments);

    Inspection good = inspect(FragmentBytes.composed(all, mediaTime + early), init, NUMBER);
    Inspection late = inspect(FragmentBytes.composed(all, mediaTime + early + 600), init, NUMBER);

    assertThat(good.defects()).isEmpty();
    assertThat(good.facts().tracks().get(0).presentationOffset()).isEqualTo(early);
    assertThat(late.defects()).extracting(Defect::name).containsExactly("decode-time-mismatch");
    assertThat(late.defects().get(0).parameters()).containsEntry("delta", 600L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void halfASecondLateWithoutAnEditListIsLate(int version) {
    FragmentBytes all = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50));
    all.trunVersion = version;

    assertThat(delta(FragmentBytes.composed(List.of(all), 6400), VIDEO_INIT)).contains(6400L);
    assertThat(delta(FragmentBytes.composed(List.of(all), 0), VIDEO_INIT)).isEmpty();
  }

  @Test
  void offsetsOfVersionZeroHaveNoSign() {
    FragmentBytes all = new FragmentBytes(TIME + 3 * FRAME, SegmentBytes.repeat(FRAME, 50));
    all.trunVersion = 0;

    assertThat(delta(FragmentBytes.composed(List.of(all), -3 * FRAME), VIDEO_INIT))
        .contains(0xffff_ffffL + 1);
    all.trunVersion = 1;
    assertThat(delta(FragmentBytes.composed(List.of(all), -3 * FRAME), VIDEO_INIT)).isEmpty();
  }

  @Test
  void anEditListWithoutCompositionOffsetsIsEarly() {
    byte[] bytes = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50)).bytes();

    assertThat(delta(bytes, init(edit(false, 0, 6400)))).contains(-6400L);
    assertThat(delta(bytes, init(edit(false, 0, 0)))).isEmpty();
    assertThat(delta(bytes, init(new byte[0]))).isEmpty();
  }

  /** Measured with FFmpeg 5.1 with B-frames, plain and cmaf, and with shaka-packager. */
  @Test
  void realReorderingIsClean() {
    InitFacts edited = init(edit(false, 0, 1024));
    assertThat(delta(reordered(0, 0), edited)).as("edit list").isEmpty();
    assertThat(delta(reordered(-1024, 1), VIDEO_INIT)).as("negative offsets").isEmpty();
    assertThat(delta(reordered(0, 0), VIDEO_INIT)).as("neither: a reorder delay").isEmpty();
  }

  /** A track that reorders by two frames may be two frames late, but no more. */
  @Test
  void whatIsNoReorderDelayCounts() {
    assertThat(delta(reordered(1024, 0), VIDEO_INIT)).contains(1024L);
    assertThat(delta(reordered(6400, 0), VIDEO_INIT)).contains(6400L);
    assertThat(delta(reordered(-2048, 1), VIDEO_INIT)).contains(-1024L);
  }

  /** No encoder reorders over half a second: a tenth of a second is tolerated, the rest is late. */
  @Test
  void aReorderDelayIsForgivenUpToATenthOfASecond() {
    FragmentBytes all = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50));
    all.offsets = new long[50];
    all.offsets[0] = 6400;
    for (int i = 1; i < 50; i++) {
      all.offsets[i] = Math.max(0, 6400 + FRAME - i * FRAME);
    }
    assertThat(delta(all.bytes(), VIDEO_INIT)).contains(6400L - 1280);
  }

  /**
   * The segment is decoded five frames late, but a sample in its third fragment is presented on
   * time.
   */
  @Test
  void theEarliestSampleOfAllFragmentsCounts() {
    List<FragmentBytes> all = FragmentBytes.video(TIME + 5 * FRAME, 50, 5);
    for (FragmentBytes one : all) {
      one.offsets = new long[10];
    }
    all.get(2).offsets[3] = -28 * FRAME;

    Inspection inspection = inspect(FragmentBytes.bytes(all), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(delta(FragmentBytes.bytes(all), VIDEO_INIT)).isEmpty();
    assertThat(inspection.facts().tracks().get(0).presentationOffset()).isEqualTo(-5 * FRAME);
  }

  /** Browsers ignore empty edits, other players do not: the segment must be correct for both. */
  @Test
  void emptyEditsAreRightForNobodyOrForAll() {
    byte[] onTime = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50)).bytes();
    byte[] early = new FragmentBytes(TIME - 12800, SegmentBytes.repeat(FRAME, 50)).bytes();
    InitFacts second = init(edits(false, 1000, -1, 0, 0));
    InitFacts frame = init(edits(true, 40, -1, 0, 0));

    assertThat(delta(onTime, second)).contains(12800L);
    assertThat(delta(early, second)).contains(-12800L);
    assertThat(delta(onTime, frame)).as("within the tolerance either way").isEmpty();
  }

  /**
   * An empty edit without duration has no effect in other players, but browsers then ignore the
   * next edit.
   */
  @Test
  void browsersLookAtTheFirstEditOnly() {
    byte[] half = FragmentBytes.composed(FragmentBytes.video(TIME, 50, 1), 6400);
    InitFacts plain = init(edit(false, 0, 6400));
    InitFacts behindEmpty = init(edits(false, 0, -1, 0, 6400));

    assertThat(delta(half, plain)).isEmpty();
    assertThat(delta(half, behindEmpty)).contains(6400L);
    assertThat(plain.setup().sameEdits(behindEmpty.setup())).isFalse();
    assertThat(delta(half, init(edits(false, 40_000, -1, 0, 0)))).as("both").isPresent();
  }

  /** Media that is delayed and never presented is not on time either. */
  @Test
  void emptyEditsAloneDelayEverything() {
    byte[] onTime = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50)).bytes();

    assertThat(delta(onTime, init(edit(false, 40_000, -1)))).contains(512_000L);
  }

  @Test
  void onlyTheFirstEditWithMediaCounts() {
    byte[] bytes = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50)).bytes();

    assertThat(delta(bytes, init(edits(true, 5000, 6400, 0, 0)))).contains(-6400L);
    assertThat(init(edits(false, 7, -1, 3, -1)).tracks().get(0).edits())
        .as("none has media")
        .isEqualTo(new EditList(0, 128, true));
  }

  @Test
  void setUpsWithDifferentEditListsAreNotAlike() {
    InitSetup none = init(new byte[0]).setup();
    InitSetup zero = init(edit(false, 0, 0)).setup();
    InitSetup half = init(edit(false, 0, 6400)).setup();
    InitSetup wide = init(edit(true, 9, 6400)).setup();
    InitSetup empty = init(edits(false, 1000, -1, 0, 0)).setup();

    assertThat(zero).isEqualTo(none);
    assertThat(wide).as("it lasts to the end of a live track either way").isEqualTo(half);
    for (InitSetup other : List.of(half, empty)) {
      assertThat(none.plays(other, true)).isFalse();
      assertThat(other.plays(none, true)).isFalse();
    }
    InitSetup earlier = new InitSetup(half.decoder(), half.defaults());
    assertThat(half.plays(earlier, true)).as("recorded before edit lists were read").isTrue();
    assertThat(earlier.plays(none, true)).isTrue();
  }

  @Test
  void anEditListThatIsCutIsMalformed() {
    byte[] elst = fullBox("elst", 0, 0, u32(2), u32(0), u32(-1), u32(0x10000), u32(0));
    assertThat(new InitInspector().inspect(bytes(box("edts", elst))).defects())
        .extracting(d -> d.parameters().get("reason"))
        .containsExactly("box-fields");
  }

  private static byte[] reordered(long more, int version) {
    FragmentBytes all = new FragmentBytes(TIME, SegmentBytes.repeat(FRAME, 50));
    all.trunVersion = version;
    all.offsets = new long[50];
    for (int i = 0; i < 50; i++) {
      all.offsets[i] = more + REORDERED[i == 0 ? 0 : 1 + (i - 1) % 4];
    }
    return all.bytes();
  }

  private static Optional<Object> delta(byte[] bytes, InitFacts init) {
    return inspect(bytes, Optional.of(init), NUMBER).defects().stream()
        .filter(d -> d.name().equals("decode-time-mismatch"))
        .map(d -> d.parameters().get("delta"))
        .findFirst();
  }

  private static byte[] edit(boolean wide, long duration, long mediaTime) {
    return edits(wide, duration, mediaTime);
  }

  /** Pairs of duration (ms) and media time. */
  private static byte[] edits(boolean wide, long... pairs) {
    byte[][] entries = new byte[pairs.length][];
    Arrays.setAll(entries, i -> wide ? u64(pairs[i]) : u32(pairs[i]));
    byte[] all = new byte[0];
    for (int i = 0; i < pairs.length; i += 2) {
      all = join(all, entries[i], entries[i + 1], u32(0x10000));
    }
    return box("edts", fullBox("elst", wide ? 1 : 0, 0, u32(pairs.length / 2), all));
  }

  private static InitFacts init(byte[] edits) {
    return InspectionFixture.init(bytes(edits));
  }

  private static byte[] bytes(byte[] edits) {
    return join(
        InitBytes.fileType(),
        box(
            "moov",
            InitBytes.track(1, 12800, "vide", "avc1", edits),
            InitBytes.movieHeader(1000),
            InitBytes.extension(InitBytes.trex(1, 512, 0, 0))));
  }
}
