package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.bytes.SegmentBytes.moof;
import static io.liveorigin.media.bytes.SegmentBytes.segmentType;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.bytes.SegmentBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentDamageTest {
  private static final long NUMBER = 880_000_000L;
  private static final long DECODE_TIME = NUMBER * 2 * 12800;
  private static final SegmentBytes GOOD = SegmentBytes.video(DECODE_TIME);
  private static final SegmentBytes NEXT = SegmentBytes.video(DECODE_TIME + 25600);

  private static final byte[] MFHD = fullBox("mfhd", 0, 0, u32(1));

  @Test
  void everyCutIsTruncated() {
    byte[] whole = GOOD.bytes();
    int moofEnd = whole.length - GOOD.mdat().length;
    for (int length = 1; length < whole.length; length++) {
      Inspection inspection = inspect(Arrays.copyOf(whole, length), Optional.empty(), NUMBER);
      List<DefectKind> kinds = inspection.defects().stream().map(Defect::kind).toList();
      if (length == segmentType().length || length < 8) {
        // Nothing indicates that more bytes should follow.
        assertThat(kinds).as("cut at %d", length).containsExactly(DefectKind.MALFORMED);
      } else {
        assertThat(kinds).as("cut at %d", length).containsExactly(DefectKind.TRUNCATED);
      }
      assertThat(inspection.facts().fragments()).isEqualTo(length < moofEnd ? 0 : 1);
    }
  }

  @Test
  void aCutSegmentSaysHowMuchIsMissingAndKeepsItsFacts() {
    byte[] whole = GOOD.bytes();

    Inspection inspection =
        inspect(Arrays.copyOf(whole, whole.length - 100), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).containsExactly(defect(DefectKind.TRUNCATED, "missing", 100L));
    assertThat(inspection.facts().tracks()).extracting(TrackFacts::samples).containsExactly(50L);
  }

  @Test
  void mediaDataThatIsShorterThanTheRunsSayIsTruncated() {
    byte[] moof = Arrays.copyOf(GOOD.fragment(), GOOD.fragment().length - GOOD.mdat().length);

    assertThat(inspect(join(moof, box("mdat", zeros(480))), Optional.empty(), NUMBER).defects())
        .containsExactly(defect(DefectKind.TRUNCATED, "missing", 20L));
    assertThat(inspect(moof, Optional.empty(), NUMBER).defects())
        .containsExactly(defect(DefectKind.TRUNCATED, "missing", 500L));
    assertThat(
            inspect(join(moof, box("mdat", zeros(1)), NEXT.fragment()), Optional.empty(), NUMBER)
                .defects())
        .as("the media data of the next fragment is not its own")
        .containsExactly(defect(DefectKind.TRUNCATED, "missing", 499L));
    byte[] surplus = join(moof, box("mdat", zeros(600)));
    byte[] next = Arrays.copyOf(NEXT.fragment(), moof.length);
    byte[] lacking = join(next, box("mdat", zeros(480)));
    assertThat(inspect(join(surplus, lacking), Optional.empty(), NUMBER).defects())
        .as("nor is that of the fragment before")
        .containsExactly(defect(DefectKind.TRUNCATED, "missing", 20L));
  }

  @Test
  void namesWhatIsMalformed() {
    byte[] tfhd = GOOD.tfhd();
    byte[] tfdt = GOOD.tfdt();
    byte[] mdat = GOOD.mdat();
    byte[] noSamples = fullBox("trun", 0, 0, u32(0));

    assertReason("no-moof", new byte[0]);
    assertReason("no-moof", segmentType(), mdat);
    assertReason("no-mdat", moof(tfhd, tfdt, noSamples));
    assertReason("no-samples", moof(tfhd, tfdt, noSamples), mdat);
    assertReason("no-mfhd", box("moof"), mdat);
    assertReason("no-traf", box("moof", MFHD), mdat);
    assertReason("no-tfhd", box("moof", MFHD, box("traf")), mdat);
    assertReason("no-tfhd", moof(tfdt, GOOD.trun(0)), mdat);
    assertReason("no-tfdt", moof(tfhd, GOOD.trun(0)), mdat);
    assertReason("box-fields", moof(fullBox("tfhd", 0, 0x38, u32(1), u32(2))), mdat);
    assertReason("box-fields", moof(tfhd, fullBox("tfdt", 1, 0, u32(1)), GOOD.trun(0)), mdat);
    assertReason("box-size", box("moof", MFHD, u32(4), ascii("traf")), mdat);
    assertReason("box-size", moof(tfhd, tfdt, GOOD.trun(0), zeros(3)), mdat);
    assertReason("box-size", GOOD.bytes(), u32(5), ascii("free"));
    assertReason("unknown-box", "<html>502</html>".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void moreSamplesThanTheBoxHoldsAreMalformed() {
    byte[] trun = fullBox("trun", 0, 0x300, u32(0x2000_0000L), u32(512), u32(10));

    assertReason("box-fields", moof(GOOD.tfhd(), GOOD.tfdt(), trun), GOOD.mdat());
  }

  private static void assertReason(String reason, byte[]... parts) {
    Inspection inspection = inspect(join(parts), Optional.of(VIDEO_INIT), NUMBER);
    assertThat(inspection.defects())
        .as(reason)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.MALFORMED);
    assertThat(inspection.defects().get(0).parameters()).containsEntry("reason", reason);
  }

  private static Defect defect(DefectKind kind, String key, Object value) {
    return Defect.of(kind, DefectSource.INGEST, Map.of(key, value));
  }
}
