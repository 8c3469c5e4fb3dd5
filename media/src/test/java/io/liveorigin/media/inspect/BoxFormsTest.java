package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.largeBox;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.bytes.SegmentBytes.DEFAULT_BASE_IS_MOOF;
import static io.liveorigin.media.bytes.SegmentBytes.NOT_SYNC;
import static io.liveorigin.media.bytes.SegmentBytes.SYNC;
import static io.liveorigin.media.bytes.SegmentBytes.moof;
import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which the same samples can be written, and other boxes next to them. */
class BoxFormsTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final int FRAMES = 50;
  private static final int SIZE = 10;

  /**
   * The position of the samples in the fragments that are made with it, from the start of {@code
   * moof}.
   */
  private static final int AT = 200;

  /**
   * All 64 sets of optional fields of {@code trun}, each with {@code tfhd} and with {@code trex}
   * for the values that it omits.
   */
  @Test
  void everyFormOfTrunSaysTheSame() {
    for (int form = 0; form < 64; form++) {
      int flags = (form & 1) | (form & 2) << 1 | (form >> 2) << 8;
      for (int rest : new int[] {0, 0x38}) {
        Inspection inspection = inspect(segment(flags, rest), Optional.of(init()), NUMBER);
        boolean inherits = rest == 0 && ((flags & 0x700) != 0x700);
        int composition = (flags & 0x800) == 0 ? 0 : -512;

        // Without data_offset the samples begin at the start of moof.
        assertThat(inspection.defects())
            .as("trun %x tfhd %x", flags, rest)
            .extracting(d -> d.parameters().get("reason"))
            .isEqualTo((flags & 1) == 0 ? List.of("outside-mdat") : List.of());
        assertThat(inspection.facts().tracks())
            .as("trun %x tfhd %x", flags, rest)
            .containsExactly(new TrackFacts(1, 12800, TIME, FRAMES, 25600, 512, true, composition));
        assertThat(inspection.facts().inheritsDefaults())
            .as("trun %x tfhd %x", flags, rest)
            .isEqualTo(inherits);
      }
    }
  }

  private static InitFacts init() {
    return InspectionFixture.init(
        join(
            InitBytes.fileType(),
            box(
                "moov",
                InitBytes.movieHeader(),
                InitBytes.track(1, 12800, "vide", "avc1"),
                InitBytes.extension(InitBytes.trex(1, 512, SIZE, SYNC)))));
  }

  private static byte[] segment(int trunFlags, int tfhdFlags) {
    byte[] tfhd =
        fullBox(
            "tfhd",
            0,
            DEFAULT_BASE_IS_MOOF | tfhdFlags,
            u32(1),
            tfhdFlags == 0 ? new byte[0] : join(u32(512), u32(SIZE), u32(SYNC)));
    int moof = moof(tfhd, fullBox("tfdt", 1, 0, u64(TIME)), trun(trunFlags, 0)).length;
    return join(
        moof(tfhd, fullBox("tfdt", 1, 0, u64(TIME)), trun(trunFlags, moof + 8)),
        box("mdat", zeros(FRAMES * SIZE)));
  }

  private static byte[] trun(int trunFlags, int dataOffset) {
    List<byte[]> fields = new ArrayList<>(List.of(u32(FRAMES)));
    fields.add((trunFlags & 1) != 0 ? u32(dataOffset) : new byte[0]);
    fields.add((trunFlags & 4) != 0 ? u32(SYNC) : new byte[0]);
    for (int i = 0; i < FRAMES; i++) {
      fields.add((trunFlags & 0x100) != 0 ? u32(512) : new byte[0]);
      fields.add((trunFlags & 0x200) != 0 ? u32(SIZE) : new byte[0]);
      fields.add((trunFlags & 0x400) != 0 ? u32(i == 0 ? SYNC : NOT_SYNC) : new byte[0]);
      fields.add((trunFlags & 0x800) != 0 ? u32(-512) : new byte[0]);
    }
    return fullBox("trun", 1, trunFlags, fields.toArray(byte[][]::new));
  }

  @Test
  void aSingleSampleOwesNothingToTrexIfItsOwnFlagsAreSaid() {
    byte[] trun = fullBox("trun", 0, 0x304, u32(1), u32(SYNC), u32(25600), u32(SIZE));
    byte[] tfhd = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF, u32(1));
    byte[] bytes =
        join(moof(tfhd, fullBox("tfdt", 1, 0, u64(TIME)), trun), box("mdat", zeros(SIZE)));

    assertThat(inspect(bytes, Optional.of(VIDEO_INIT), NUMBER).facts().inheritsDefaults())
        .isFalse();
  }

  @Test
  void manyFragmentsOfManyRunsAreOneSegment() {
    byte[][] fragments = new byte[25][];
    for (int i = 0; i < 25; i++) {
      SegmentBytes two = SegmentBytes.video(TIME + i * 1024L).withDurations(512);
      fragments[i] = join(twoRuns(two, twoRuns(two, 0).length + 16), largeBox("mdat", zeros(20)));
    }

    Inspection inspection = inspect(join(fragments), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().fragments()).isEqualTo(25);
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, TIME, 50, 25600, 512, true));
  }

  private static byte[] twoRuns(SegmentBytes two, int dataOffset) {
    return largeBox(
        "moof",
        fullBox("mfhd", 0, 0, u32(7)),
        box("traf", two.tfhd(), two.tfdt(), two.trun(dataOffset), two.trun(dataOffset + SIZE)));
  }

  @Test
  void encryptionAndIndexBoxesArePassedOver() {
    SegmentBytes good = SegmentBytes.video(TIME);
    byte[] bytes =
        join(
            SegmentBytes.segmentType(),
            // Every value is false: an index is never trusted.
            fullBox("sidx", 1, 0, u32(9), u32(1), u64(-1), u64(-1), u32(0xffff)),
            fullBox("emsg", 1, 0, u32(1), u64(0), u32(0), u32(0), ascii("urn\0\0")),
            encrypted(good, encrypted(good, 0).length + 8),
            good.mdat());

    Inspection inspection = inspect(bytes, Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks().get(0).samples()).isEqualTo(50);
  }

  private static byte[] encrypted(SegmentBytes good, int dataOffset) {
    byte[] traf =
        box(
            "traf",
            good.tfhd(),
            good.tfdt(),
            fullBox("saiz", 0, 0, zeros(5)),
            fullBox("saio", 1, 0, u32(1), u64(-1)),
            fullBox("sbgp", 0, 0, ascii("seig"), u32(1), u32(50), u32(0x10001)),
            fullBox("sgpd", 1, 0, ascii("seig"), u32(20), u32(1), zeros(20)),
            good.trun(dataOffset),
            fullBox("senc", 0, 2, u32(50), zeros(50 * 16)));
    return box("moof", fullBox("mfhd", 0, 0, u32(1)), traf, box("pssh", zeros(40)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stpp", "wvtt"})
  void textHasATimeAndNoCadence(String entry) {
    InitFacts init =
        InspectionFixture.init(
            join(
                InitBytes.fileType(),
                box(
                    "moov",
                    InitBytes.movieHeader(),
                    InitBytes.track(1, 1000, "text", entry),
                    InitBytes.extension(InitBytes.trex(1, 0, 0, 0)))));
    SegmentBytes one = new SegmentBytes(1, 1, NUMBER * 2000, new long[] {2000}, SIZE);
    SegmentBytes some = new SegmentBytes(1, 1, NUMBER * 2000, new long[] {100, 1500, 3, 0}, SIZE);

    assertThat(inspect(one.bytes(), Optional.of(init), NUMBER).defects()).isEmpty();
    assertThat(inspect(some.bytes(), Optional.of(init), NUMBER).defects()).isEmpty();
    assertThat(inspect(one.bytes(), Optional.of(init), NUMBER + 1).defects())
        .extracting(Defect::name)
        .containsExactly("decode-time-mismatch");
  }

  @Test
  void aVideoSegmentMustBeginWithASyncSample() {
    byte[] own = fullBox("trun", 0, 0x401, u32(2), u32(AT), u32(NOT_SYNC), u32(SYNC));
    byte[] byDefault = fullBox("trun", 0, 1, u32(50), u32(AT));
    byte[] silent = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF | 0x10, u32(1), u32(1));
    byte[] notSync = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF | 0x30, u32(1), u32(1), u32(NOT_SYNC));

    assertThat(kinds(VIDEO_INIT, silent, own)).contains("no-sync-sample");
    assertThat(kinds(VIDEO_INIT, notSync, byDefault)).containsExactly("no-sync-sample");
    assertThat(kinds(VIDEO_INIT, silent, byDefault)).as("nobody says anything").isEmpty();
    assertThat(kinds(AUDIO, notSync, byDefault)).as("audio").doesNotContain("no-sync-sample");
  }

  private static final InitFacts AUDIO =
      new InitFacts(List.of(new InitTrack(1, 12800, "soun", "mp4a", 512, 0, 0)), List.of());

  private static List<String> kinds(InitFacts init, byte[] tfhd, byte[] trun) {
    // A moof box that is shorter than AT; free and mdat place the samples there.
    byte[] moof = moof(tfhd, fullBox("tfdt", 1, 0, u64(TIME)), trun);
    byte[] bytes = join(moof, box("free", zeros(AT - 16 - moof.length)), box("mdat", zeros(50)));
    return inspect(bytes, Optional.of(init), NUMBER).defects().stream().map(Defect::name).toList();
  }

  @Test
  void aTrackThatItsInitSegmentDoesNotDescribeIsAMismatch() {
    Inspection unknown =
        inspect(SegmentBytes.video(TIME).withTrack(2).bytes(), Optional.of(VIDEO_INIT), NUMBER);
    byte[] second = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF | 0x12, u32(1), u32(2), u32(1));
    byte[] first = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF | 0x12, u32(1), u32(1), u32(1));
    byte[] trun = fullBox("trun", 0, 1, u32(50), u32(AT));

    assertThat(unknown.defects()).extracting(Defect::name).containsExactly("codec-mismatch");
    assertThat(unknown.defects().get(0).parameters())
        .isEqualTo(Map.of("reason", "unknown-track", "track", 2L));
    assertThat(kinds(VIDEO_INIT, second, trun)).containsExactly("codec-mismatch");
    assertThat(kinds(VIDEO_INIT, first, trun)).isEmpty();
  }

  @Test
  void aFillerSaysSo() {
    byte[] styp = box("styp", ascii("msdh"), u32(0), ascii("msdh"), ascii("slat"));

    assertThat(
            inspect(
                    join(styp, SegmentBytes.video(TIME).withDurations(repeat(512, 5)).fragment()),
                    Optional.of(VIDEO_INIT),
                    NUMBER)
                .defects())
        .extracting(Defect::name)
        .containsExactly("filler");
  }

  @Test
  void aSegmentThatIsCutIsNotAlsoCounted() {
    SegmentBytes half = SegmentBytes.video(TIME).withDurations(repeat(512, 25));
    SegmentBytes next = SegmentBytes.video(TIME + 12800);
    byte[] bytes = join(half.bytes(), moof(next.tfhd(), next.tfdt()), u32(400), ascii("mdat"));

    assertThat(inspect(bytes, Optional.of(VIDEO_INIT), NUMBER).defects())
        .extracting(Defect::name)
        .containsExactly("truncated");
  }

  @Test
  void factsSayWithWhichInitSegmentTheyWereRead() {
    byte[] good = SegmentBytes.video(TIME).bytes();

    assertThat(inspect(good, Optional.of(VIDEO_INIT), NUMBER).facts().setup())
        .contains(VIDEO_INIT.setup());
    assertThat(inspect(good, Optional.empty(), NUMBER).facts().setup()).isEmpty();
  }
}
