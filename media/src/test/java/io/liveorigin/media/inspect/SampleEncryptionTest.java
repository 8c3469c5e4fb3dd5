package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Encrypted samples state how they were encrypted; Chromium refuses to append samples that do not.
 */
class SampleEncryptionTest {
  private static final long NUMBER = 880_000_000L;
  private static final SegmentBytes GOOD = SegmentBytes.video(NUMBER * 25600);
  private static final byte[] SIZES = fullBox("saiz", 0, 0, new byte[] {8}, u32(50));
  private static final byte[] OFFSETS = fullBox("saio", 0, 0, u32(1), u32(600));
  private static final byte[] CLEAR_LEAD =
      fullBox("sbgp", 0, 0, ascii("seig"), u32(1), u32(50), u32(0x10001));

  @ParameterizedTest
  @CsvSource({"50, ", "49, sample-encryption", "51, sample-encryption", "0, sample-encryption"})
  void everySampleIsDescribed(int described, String reason) {
    assertThat(reasons(init(8), senc(described)))
        .isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void somewhere() {
    assertThat(reasons(init(8), join(SIZES, OFFSETS))).isEmpty();
    assertThat(reasons(init(16))).containsExactly("no-sample-encryption");
    assertThat(reasons(init(16), SIZES)).containsExactly("no-sample-encryption");
    assertThat(reasons(init(16), OFFSETS)).containsExactly("no-sample-encryption");
  }

  @Test
  void unlessTheyHaveOneVectorOrAreNotEncrypted() {
    assertThat(reasons(init(0))).as("one for all").isEmpty();
    assertThat(reasons(init(8), CLEAR_LEAD)).as("sample groups say which are").isEmpty();
    assertThat(reasons(InitBytes.video())).as("clear").isEmpty();
  }

  /** A clear lead has a sample entry of its own. */
  @Test
  void theSampleEntryOfTheFragmentCounts() {
    byte[] second =
        fullBox(
            "tfhd",
            0,
            SegmentBytes.DEFAULT_BASE_IS_MOOF | 0x22,
            u32(1),
            u32(2),
            u32(SegmentBytes.NOT_SYNC));

    assertThat(reasons(init(8), second, new byte[0])).isEmpty();
    assertThat(reasons(init(8), GOOD.tfhd(), new byte[0])).hasSize(1);
  }

  private static byte[] senc(int samples) {
    return fullBox("senc", 0, 0, u32(samples), zeros(samples * 8));
  }

  /** Returns an init segment with an encrypted and a clear sample entry. */
  private static byte[] init(int vectorSize) {
    byte[] tenc = fullBox("tenc", 0, 0, new byte[] {0, 0, 1, (byte) vectorSize}, zeros(16));
    byte[] sinf =
        box(
            "sinf",
            box("frma", ascii("avc1")),
            fullBox("schm", 0, 0, ascii("cenc"), u32(0x10000)),
            box("schi", tenc));
    byte[] encrypted = InitBytes.video("encv", InitBytes.configuration("avc1"), sinf);
    byte[] entries = fullBox("stsd", 0, 0, u32(2), encrypted, InitBytes.sampleEntry("avc1"));
    byte[] trak =
        box(
            "trak",
            fullBox("tkhd", 0, 3, zeros(8), u32(1), zeros(68)),
            box(
                "mdia",
                fullBox("mdhd", 0, 0, zeros(8), u32(12800), zeros(8)),
                InitBytes.handler("vide"),
                box("minf", box("stbl", entries))));
    byte[] extension = InitBytes.extension(InitBytes.trex(1, 512, 0, 0));
    return join(InitBytes.fileType(), box("moov", InitBytes.movieHeader(), trak, extension));
  }

  private static List<Object> reasons(byte[] init, byte[]... inside) {
    return reasons(init, GOOD.tfhd(), join(inside));
  }

  private static List<Object> reasons(byte[] init, byte[] tfhd, byte[] inside) {
    int moof = SegmentBytes.moof(tfhd, GOOD.tfdt(), GOOD.trun(0), inside).length;
    byte[] bytes =
        join(SegmentBytes.moof(tfhd, GOOD.tfdt(), GOOD.trun(moof + 8), inside), GOOD.mdat());
    return inspect(bytes, Optional.of(InspectionFixture.init(init)), NUMBER).defects().stream()
        .map(d -> d.parameters().get("reason"))
        .toList();
  }
}
