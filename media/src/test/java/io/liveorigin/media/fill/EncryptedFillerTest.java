package io.liveorigin.media.fill;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.fill.FillFixture.NUMBER;
import static io.liveorigin.media.fill.FillFixture.TWO_SECONDS;
import static io.liveorigin.media.fill.FillFixture.bytes;
import static io.liveorigin.media.fill.FillFixture.hex;
import static io.liveorigin.media.fill.FillFixture.order;
import static io.liveorigin.media.fill.FillFixture.why;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fill.FillFixture.Given;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two pictures; the second is the key frame that the filler repeats. */
class EncryptedFillerTest {
  private static final List<Given> PICTURES =
      List.of(
          new Given(90_000, SegmentBytes.NOT_SYNC, 0, FillFixture.AVC_SLICE),
          new Given(90_000, SegmentBytes.SYNC, 0, FillFixture.AVC_IDR));
  private static final byte[] FIRST = hex("1111111111111111 0001 0005 00000010");
  private static final byte[] SECOND = hex("2222222222222222 0002 0006 00000000 0005 00000004");
  private static final byte[] SENC = fullBox("senc", 0, 2, u32(2), FIRST, SECOND);
  private static final byte[] KEY = join(hex("000001 08"), zeros(15), hex("07"));

  private static byte[] init(int vectorSize, String constant) {
    byte[] tenc =
        fullBox(
            "tenc", 0, 0, new byte[] {0, 0, 1, (byte) vectorSize}, zeros(15), hex("05" + constant));
    byte[] sinf =
        box(
            "sinf",
            box("frma", ascii("avc1")),
            fullBox("schm", 0, 0, ascii("cenc"), u32(0x10000)),
            box("schi", tenc));
    return FillFixture.init(
        90_000, "vide", InitBytes.video("encv", InitBytes.configuration("avc1"), sinf));
  }

  private static FillerOutcome fill(byte[] init, byte[]... inTraf) {
    byte[] source = FillFixture.segment((NUMBER - 1) * 180_000, PICTURES, inTraf);
    return FillerMaker.make(order(init, source, NUMBER, TWO_SECONDS, ContentType.VIDEO));
  }

  private static byte[] groups(byte[]... keys) {
    return fullBox("sgpd", 1, 0, ascii("seig"), u32(20), u32(keys.length), join(keys));
  }

  private static byte[] assigned(long... runs) {
    byte[] entries = new byte[0];
    for (long value : runs) {
      entries = join(entries, u32(value));
    }
    return fullBox("sbgp", 0, 0, ascii("seig"), u32(runs.length / 2), entries);
  }

  @Test
  void theCopyHasTheVectorOfItsPicture() {
    byte[] filler = bytes(fill(init(8, ""), SENC));

    byte[] senc = fullBox("senc", 0, 2, u32(1), SECOND);
    assertThat(filler).containsSequence(senc);
    assertThat(filler).containsSequence(fullBox("saiz", 0, 0, new byte[] {22}, u32(1)));
    assertThat(find(filler, "sgpd")).isNegative();
    assertThat(vectorsBySaio(filler)).isEqualTo(SECOND);
    assertThat(filler).endsWith(box("mdat", FillFixture.AVC_IDR));
  }

  /** Returns the bytes at the offset in {@code saio}, counted from {@code moof}. */
  private static byte[] vectorsBySaio(byte[] filler) {
    int moof = find(filler, "moof") - 4;
    int offset = ByteBuffer.wrap(filler).getInt(find(filler, "saio") + 12);
    byte[] found = new byte[SECOND.length];
    System.arraycopy(filler, moof + offset, found, 0, found.length);
    return found;
  }

  private static int find(byte[] bytes, String type) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
  }

  @Test
  void theCopyHasTheKeyOfItsPicture() {
    byte[] other = join(hex("000001 10"), zeros(15), hex("09"));
    byte[] second = join(hex("2222222222222222"), SECOND);
    byte[] senc = fullBox("senc", 0, 2, u32(2), FIRST, second);
    byte[] groups = groups(KEY, other);
    // The first picture uses the key of the init segment, the second one the second key of the
    // fragment.
    byte[] filler = bytes(fill(init(8, ""), groups, assigned(1, 0, 1, 0x10002), senc));

    assertThat(filler).containsSequence(join(groups, assigned(1, 0x10002)));
    assertThat(filler).containsSequence(fullBox("senc", 0, 2, u32(1), second));
  }

  @Test
  void withAConstantVectorForWholePicturesNothingIsSaid() {
    byte[] filler = bytes(fill(init(0, "08 1122334455667788")));
    assertThat(find(filler, "senc")).isNegative();
    assertThat(find(filler, "saio")).isNegative();
  }

  @Test
  void saysWhyThereIsNone() {
    byte[] init = init(8, "");
    assertThat(why(fill(init))).contains("no senc");
    assertThat(why(fill(init, fullBox("senc", 0, 2, u32(1), FIRST)))).contains("not cover all");
    assertThat(why(fill(init, fullBox("senc", 0, 2, u32(2), FIRST)))).contains("too short");
    assertThat(why(fill(init, assigned(2, 1), SENC))).contains("not in the segment");
    assertThat(why(fill(init, assigned(2, 0x10002), groups(KEY), SENC)))
        .contains("not in the segment");
    assertThat(why(fill(init, fullBox("sgpd", 2, 0, ascii("seig"), u32(20), u32(0)), SENC)))
        .contains("version is not 1");
    assertThat(why(fill(init, fullBox("csgp", 0, 0, ascii("seig")), SENC))).contains("csgp");
  }

  @Test
  void audioGetsNone() {
    byte[] sinf =
        box(
            "sinf",
            box("frma", ascii("mp4a")),
            fullBox("schm", 0, 0, ascii("cbcs"), u32(0x10000)),
            box("schi", fullBox("tenc", 0, 0, hex("00000108"), zeros(16))));
    byte[] entry = FillFixture.audio("enca", 48_000, InitBytes.configuration("mp4a"), sinf);
    byte[] source = FillFixture.segment((NUMBER - 1) * 96_000, FillFixture.sounds(94, 1024, FIRST));
    assertThat(
            why(
                FillerMaker.make(
                    order(
                        FillFixture.init(48_000, "soun", entry),
                        source,
                        NUMBER,
                        TWO_SECONDS,
                        ContentType.AUDIO))))
        .isEqualTo("there are no fillers for encrypted audio");
  }
}
