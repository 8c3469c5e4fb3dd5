package io.liveorigin.media.retime;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.largeBox;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.bytes.SegmentBytes.DEFAULT_BASE_IS_MOOF;
import static io.liveorigin.media.bytes.SegmentBytes.segmentType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each expectation is the whole resulting segment, written by hand. */
class SegmentRetimerTest {
  private static final long BEYOND_32_BITS = 0x1_0000_0000L;
  private final SegmentRetimer retimer = new SegmentRetimer();

  @Test
  void shiftsTheDecodeTimeAndNothingElse() {
    SegmentBytes segment = SegmentBytes.video(1000);
    byte[] source = segment.bytes();
    byte[] before = source.clone();

    assertThat(retimer.retime(source, Retiming.by(1L << 40, 12800)))
        .isEqualTo(SegmentBytes.video(1000 + (1L << 40)).bytes());
    assertThat(source).isEqualTo(before);
    assertThat(retimer.retime(source, Retiming.by(-1000, 12800)))
        .isEqualTo(SegmentBytes.video(0).bytes());
  }

  @Test
  void a32BitTimeStays32BitWhileItFits() {
    byte[] source = SegmentBytes.video(5).withTfdtVersion(0).bytes();

    assertThat(retimer.retime(source, Retiming.by(0xffff_fffaL, 12800)))
        .isEqualTo(SegmentBytes.video(0xffff_ffffL).withTfdtVersion(0).bytes());
  }

  @Test
  void a32BitTimeBecomes64BitWithEverySizeAndOffset() {
    byte[] source = SegmentBytes.video(5).withTfdtVersion(0).bytes();

    assertThat(retimer.retime(source, Retiming.by(BEYOND_32_BITS, 12800)))
        .isEqualTo(SegmentBytes.video(BEYOND_32_BITS + 5).bytes());
  }

  @Test
  void setsSequenceNumbersCountingUpModulo32Bits() {
    byte[] fragment = SegmentBytes.video(5).fragment();
    Retiming retiming = new Retiming(0, 12800, OptionalLong.of(0xffff_ffffL));

    byte[] copy = retimer.retime(join(fragment, fragment), retiming);

    // mfhd is the first box of moof: 8 of moof, 8 of mfhd, 4 of version and flags.
    assertThat(Arrays.copyOfRange(copy, 20, 24)).isEqualTo(u32(0xffff_ffffL));
    assertThat(Arrays.copyOfRange(copy, fragment.length + 20, fragment.length + 24))
        .isEqualTo(u32(0));
  }

  @Test
  void shiftsEveryFragment() {
    byte[] source =
        join(
            segmentType(),
            SegmentBytes.video(5).withTfdtVersion(0).fragment(),
            SegmentBytes.video(25605).withTfdtVersion(0).fragment());

    assertThat(retimer.retime(source, Retiming.by(BEYOND_32_BITS, 12800)))
        .isEqualTo(
            join(
                segmentType(),
                SegmentBytes.video(BEYOND_32_BITS + 5).fragment(),
                SegmentBytes.video(BEYOND_32_BITS + 25605).fragment()));
  }

  @Test
  void shiftsTheIndexAndKeepsItPointingAtTheFragments() {
    byte[] small = SegmentBytes.video(5).withTfdtVersion(0).fragment();
    byte[] wide = SegmentBytes.video(BEYOND_32_BITS + 5).fragment();
    byte[] source = join(index(0, 12800, 5, small.length, small.length), small, small);

    assertThat(retimer.retime(source, Retiming.by(BEYOND_32_BITS, 12800)))
        .isEqualTo(join(index(1, 12800, BEYOND_32_BITS + 5, wide.length, wide.length), wide, wide));
    assertThat(retimer.retime(source, Retiming.by(7, 12800)))
        .isEqualTo(
            join(
                index(0, 12800, 12, small.length, small.length),
                SegmentBytes.video(12).withTfdtVersion(0).fragment(),
                SegmentBytes.video(12).withTfdtVersion(0).fragment()));
  }

  @Test
  void shiftsTheIndexInItsOwnTimescale() {
    byte[] fragment = SegmentBytes.video(0).fragment();
    byte[] source = join(index(1, 1000, 40, fragment.length), fragment);

    assertThat(retimer.retime(source, Retiming.by(12807, 12800)))
        .as("12807/12800 s are 1000.5 ms")
        .startsWith(index(1, 1000, 1041, fragment.length));
  }

  @Test
  void keepsAbsoluteBaseAndAuxiliaryOffsetsPointingAtTheSameBytes() {
    byte[] before = encrypted(0, u32(5), 0);
    byte[] after = encrypted(1, u64(BEYOND_32_BITS + 5), 4);

    assertThat(retimer.retime(before, Retiming.by(BEYOND_32_BITS, 12800))).isEqualTo(after);
  }

  @Test
  void movesABaseThatLiesBehindTheDecodeTime() {
    byte[] narrow = based(fullBox("tfdt", 0, 0, u32(5)));
    byte[] wide = based(fullBox("tfdt", 1, 0, u64(BEYOND_32_BITS + 5)));

    assertThat(retimer.retime(narrow, Retiming.by(BEYOND_32_BITS, 12800))).isEqualTo(wide);
  }

  /** The base is the first byte of the media data, and the run begins 2 bytes after it. */
  private static byte[] based(byte[] tfdt) {
    byte[] trun = fullBox("trun", 0, 0x1, u32(1), u32(2));
    int moof = 16 + 24 + tfdt.length + trun.length;
    byte[] tfhd = fullBox("tfhd", 0, 0x1, u32(1), u64(moof + 8));
    return join(box("moof", box("traf", tfhd, tfdt, trun)), box("mdat", zeros(3)));
  }

  @Test
  void keepsTheTypeOfAReference() {
    byte[] fragment = SegmentBytes.video(0).fragment();
    int toAnIndex = 0x8000_0000 | fragment.length;
    byte[] source = join(index(1, 12800, 0, toAnIndex), fragment);

    assertThat(retimer.retime(source, Retiming.by(7, 12800)))
        .startsWith(index(1, 12800, 7, toAnIndex));
  }

  @Test
  void correctsSizesInEveryForm() {
    byte[] tfhd = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF, u32(1));
    byte[] source =
        join(
            largeBox("moof", box("traf", tfhd, fullBox("tfdt", 0, 0, u32(5)))),
            box("mdat", zeros(3)));
    byte[] expected =
        join(
            largeBox("moof", box("traf", tfhd, fullBox("tfdt", 1, 0, u64(BEYOND_32_BITS + 5)))),
            box("mdat", zeros(3)));

    assertThat(retimer.retime(source, Retiming.by(BEYOND_32_BITS, 12800))).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNoSegmentOrHasNoSuchTime() {
    byte[] good = SegmentBytes.video(5).bytes();

    assertRefused(Arrays.copyOf(good, good.length - 1), 0);
    assertRefused(good, -6);
    assertRefused(good, Long.MAX_VALUE);
    assertRefused(join(box("moof", u32(3), u32(3)), good), 0);
    assertRefused(join(fullBox("sidx", 0, 0, u32(1)), good), 0);
    assertRefused(join(index(0, 12800, 5, good.length + 1), good), 0);
    assertRefused(join(index(0, 12800, 5, good.length), good), -6);
  }

  @Test
  void refusesImpossibleRetimings() {
    assertThatThrownBy(() -> Retiming.by(0, 0))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("timescale");
    assertThatThrownBy(() -> new Retiming(0, 1, OptionalLong.of(BEYOND_32_BITS)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("sequenceNumber");
  }

  private void assertRefused(byte[] segment, long delta) {
    assertThatThrownBy(() -> retimer.retime(segment, Retiming.by(delta, 12800)))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith("segment cannot be re-timed");
  }

  private static byte[] index(int version, long timescale, long time, int... sizes) {
    byte[][] references = new byte[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      references[i] = join(u32(sizes[i]), u32(25600), u32(0x9000_0000L));
    }
    return fullBox(
        "sidx",
        version,
        0,
        u32(1),
        u32(timescale),
        version == 0 ? join(u32(time), u32(0)) : join(u64(time), u64(0)),
        u16(0),
        u16(sizes.length),
        join(references));
  }

  /** A fragment with a base offset, and auxiliary information before and after {@code tfdt}. */
  private static byte[] encrypted(int tfdtVersion, byte[] time, int moved) {
    byte[] styp = segmentType();
    byte[] senc = fullBox("senc", 0, 0, u32(1), zeros(8));
    byte[] tfdt = fullBox("tfdt", tfdtVersion, 0, time);
    byte[] saioBefore = fullBox("saio", 0, 1, zeros(8), u32(1), u32(60));
    byte[] saioBehind = fullBox("saio", 1, 0, u32(1), u64(200 + moved));
    byte[] trun = fullBox("trun", 0, 0x1, u32(1), u32(230 + moved));
    byte[] tfhd = fullBox("tfhd", 0, 0x1, u32(1), u64(styp.length));
    byte[] moof = box("moof", box("traf", tfhd, saioBefore, tfdt, senc, saioBehind, trun));
    return join(styp, moof, box("mdat", zeros(100)));
  }
}
