package io.liveorigin.media.edit;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleEditorTest {
  private static final long TIME = 10_000;
  private static final byte[] SEGMENT = join(EditFixture.styp("msdh"), EditFixture.video(TIME, 6));
  private final SampleEditor editor = SampleEditor.of(SEGMENT);

  @Test
  void readsEverySampleWithItsDefaults() {
    assertThat(editor.samples())
        .containsExactly(
            EditFixture.sample(0, 512, EditFixture.SYNC, 0),
            EditFixture.sample(0, 512, EditFixture.NOT_SYNC, 1),
            EditFixture.sample(0, 512, EditFixture.NOT_SYNC, 2),
            EditFixture.sample(0, 512, EditFixture.NOT_SYNC, 3),
            EditFixture.sample(0, 512, EditFixture.NOT_SYNC, 4),
            EditFixture.sample(0, 512, EditFixture.NOT_SYNC, 5));
    assertThat(editor.duration()).isEqualTo(6 * 512);
  }

  /**
   * Without an edit the bytes remain the same: the hand-made segment is the independent reference.
   */
  @Test
  void writesWhatItHasRead() {
    assertThat(editor.bytes()).isEqualTo(SEGMENT);
  }

  @Test
  void aLostStretchIsCoveredByTheSampleBefore() {
    SampleEditor lost = editor.lose(2, 3);

    assertThat(durations(lost)).containsExactly(512L, 4 * 512L, 512L);
    assertThat(values(lost)).containsExactly(0, 1, 5);
    assertThat(lost.duration()).isEqualTo(editor.duration());
    assertThat(decodeTime(lost)).isEqualTo(TIME);
  }

  /** Compares with bytes made by hand: the durations now differ, so each sample states its own. */
  @Test
  void aLostStretchInTheBytes() {
    byte[] lost = editor.lose(1, 4).bytes();

    byte[] moof = EditFixture.moof(TIME, lostRun(0));
    assertThat(lost)
        .isEqualTo(
            join(
                EditFixture.styp("msdh"),
                EditFixture.moof(TIME, lostRun(moof.length + 8)),
                box("mdat", EditFixture.filled(1, 0), EditFixture.filled(6, 5))));
  }

  private static byte[] lostRun(int dataOffset) {
    byte[] samples = join(u32(5 * 512), u32(1), u32(512), u32(6));
    return fullBox("trun", 0, 0x305, u32(2), u32(dataOffset), u32(EditFixture.SYNC), samples);
  }

  @Test
  void aLostStartLeavesTheOthersWhereTheyWere() {
    SampleEditor lost = editor.dropFirst(2);

    assertThat(values(lost)).containsExactly(2, 3, 4, 5);
    assertThat(decodeTime(lost)).isEqualTo(TIME + 2 * 512);
    assertThat(lost.samples().get(0).flags()).isEqualTo(EditFixture.NOT_SYNC);
  }

  @Test
  void aLostEndMakesItShorter() {
    SampleEditor lost = editor.dropLast(2);

    assertThat(values(lost)).containsExactly(0, 1, 2, 3);
    assertThat(lost.duration()).isEqualTo(4 * 512);
    assertThat(decodeTime(lost)).isEqualTo(TIME);
  }

  @Test
  void halfTheRateLastsAsLong() {
    assertThat(values(editor.halveRate())).containsExactly(0, 2, 4);
    assertThat(durations(editor.halveRate())).containsExactly(1024L, 1024L, 1024L);
    assertThat(durations(editor.dropLast(1).halveRate())).containsExactly(1024L, 1024L, 512L);
  }

  @Test
  void excessSamplesLastATickEach() {
    SampleEditor more = editor.addExcess(2);

    assertThat(values(more)).containsExactly(0, 1, 2, 3, 3, 3, 4, 5);
    assertThat(durations(more)).containsExactly(512L, 512L, 512L, 512L, 1L, 1L, 512L, 512L);
  }

  @Test
  void theFirstSampleIsNoSyncSample() {
    assertThat(editor.withoutSync().samples().get(0).flags()).isEqualTo(EditFixture.NOT_SYNC);
    assertThat(values(editor.withoutSync())).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void fragmentsStayAndFollowOneAnother() {
    byte[] two = join(SEGMENT, EditFixture.styp("cmfl"), EditFixture.video(TIME + 6 * 512, 6));
    SampleEditor lost = SampleEditor.of(two).lose(4, 4);

    assertThat(lost.samples()).extracting(Sample::fragment).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(durations(lost)).containsExactly(512L, 512L, 512L, 5 * 512L, 512L, 512L, 512L, 512L);
    List<Long> times = decodeTimes(lost.bytes());
    assertThat(times).containsExactly(TIME, TIME + 8 * 512);
  }

  @Test
  void aFragmentWithoutSamplesIsLeftOut() {
    byte[] two = join(SEGMENT, EditFixture.video(TIME + 6 * 512, 6));

    assertThat(decodeTimes(SampleEditor.of(two).dropLast(6).bytes())).containsExactly(TIME);
    assertThat(decodeTimes(SampleEditor.of(two).dropFirst(7).bytes()))
        .containsExactly(TIME + 7 * 512);
  }

  @Test
  void aGapBetweenFragmentsStays() {
    byte[] two = join(SEGMENT, EditFixture.video(TIME + 7 * 512, 6));

    assertThat(SampleEditor.of(two).bytes()).isEqualTo(two);
    assertThat(decodeTimes(SampleEditor.of(two).dropLast(7).bytes())).containsExactly(TIME);
  }

  /**
   * Two runs, of which only the first states the position of its data, with signed composition
   * offsets.
   */
  @Test
  void readsSeveralRunsAndCompositionOffsets() {
    byte[] moof = runs(0);
    SampleEditor read =
        SampleEditor.of(join(runs(moof.length + 8), box("mdat", new byte[] {7, 8, 8})));

    assertThat(read.samples())
        .containsExactly(
            new Sample(0, 10, 5, -4, ByteBuffer.wrap(new byte[] {7})),
            new Sample(0, 20, 6, 0, ByteBuffer.wrap(new byte[] {8, 8})));
    assertThat(SampleEditor.of(read.bytes()).samples()).isEqualTo(read.samples());
  }

  private static byte[] runs(int dataOffset) {
    return box(
        "moof",
        fullBox("mfhd", 0, 0, u32(1)),
        box(
            "traf",
            fullBox("tfhd", 0, 0, u32(1)),
            fullBox("tfdt", 0, 0, u32(3)),
            fullBox("trun", 1, 0xf01, u32(1), u32(dataOffset), u32(10), u32(1), u32(5), u32(-4)),
            fullBox("trun", 1, 0x700, u32(1), u32(20), u32(2), u32(6))));
  }

  @Test
  void saysWhichMistakeARangeOfSamplesHas() {
    assertRefused(() -> editor.lose(0, 1), "the first sample cannot be lost");
    assertRefused(() -> editor.lose(5, 2), "it has 6 samples, fewer than 2 from sample 5 on");
    assertRefused(() -> editor.lose(5, Integer.MAX_VALUE), "from sample 5 on");
    for (int count : new int[] {0, -1, Integer.MIN_VALUE}) {
      String tooFew = "the number of samples must be at least 1, but is " + count;
      assertRefused(() -> editor.lose(1, count), tooFew);
      assertRefused(() -> editor.dropFirst(count), tooFew);
      assertRefused(() -> editor.dropLast(count), tooFew);
      assertRefused(() -> editor.addExcess(count), tooFew);
    }
    String nothingLeft = "no sample would be left: it has 6 samples, and 6 would be removed";
    assertRefused(() -> editor.dropFirst(6), nothingLeft);
    assertRefused(() -> editor.dropLast(6), nothingLeft);
    assertRefused(() -> editor.dropLast(Integer.MAX_VALUE), "no sample would be left");
  }

  @Test
  void refusesWhatItCannotEdit() {
    assertRefused(() -> SampleEditor.of(new byte[0]), "it has no samples");
    assertRefused(() -> SampleEditor.of(Arrays.copyOf(SEGMENT, 60)), "a wrong size");
    assertRefused(
        () -> SampleEditor.of(Arrays.copyOf(SEGMENT, SEGMENT.length - 1)),
        "outside of the segment");
    assertRefused(() -> SampleEditor.of(renamed("tfdt", "senc")), "it has no tfdt");
    byte[] run = fullBox("trun", 0, 0x300, u32(1), u32(1), u32(0));
    assertRefused(
        () -> SampleEditor.of(fragment(join(run, fullBox("senc", 0, 0)))), "box senc in traf");
    assertRefused(
        () -> SampleEditor.of(fragment(fullBox("trun", 0, 0x200, u32(1), u32(0)))),
        "only in the init segment");
    assertRefused(
        () -> SampleEditor.of(fragment(fullBox("trun", 0, 0, u32(-1)))), "trun with 4294967295");
    assertRefused(
        () -> SampleEditor.of(fragment(fullBox("trun", 0, 0x300, u32(2), u32(1), u32(0)))),
        "trun at 68 cannot be read");
  }

  private static byte[] fragment(byte[] inTraf) {
    return box(
        "moof",
        fullBox("mfhd", 0, 0, u32(1)),
        box("traf", fullBox("tfhd", 0, 0, u32(1)), fullBox("tfdt", 1, 0, u64(3)), inTraf));
  }

  private static byte[] renamed(String type, String other) {
    String text = new String(SEGMENT, StandardCharsets.ISO_8859_1);
    return text.replace(type, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertRefused(Runnable act, String message) {
    assertThatThrownBy(act::run).isInstanceOf(OriginException.class).hasMessageContaining(message);
  }

  /** Reads the edited bytes again and returns the first byte of each sample. */
  private static List<Integer> values(SampleEditor edited) {
    return SampleEditor.of(edited.bytes()).samples().stream()
        .map(s -> (int) s.data().get(0))
        .toList();
  }

  private static List<Long> durations(SampleEditor edited) {
    return SampleEditor.of(edited.bytes()).samples().stream().map(Sample::duration).toList();
  }

  private static long decodeTime(SampleEditor edited) {
    return decodeTimes(edited.bytes()).get(0);
  }

  /**
   * Returns the decode times, which are found by the name of the box and not by the reader under
   * test.
   */
  private static List<Long> decodeTimes(byte[] segment) {
    List<Long> times = new ArrayList<>();
    String text = new String(segment, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("tfdt"); at >= 0; at = text.indexOf("tfdt", at + 1)) {
      times.add(ByteBuffer.wrap(segment).getLong(at + 8));
    }
    return times;
  }
}
