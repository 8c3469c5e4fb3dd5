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
import org.junit.jupiter.api.Test;

class SegmentBoxesTest {
  private static final byte[] FRAGMENT = EditFixture.video(10_000, 3);
  private static final byte[] SEGMENT = join(EditFixture.styp("msdh"), FRAGMENT);

  @Test
  void aBrandIsAdded() {
    assertThat(SegmentBoxes.withBrand(SEGMENT, "lmsg"))
        .isEqualTo(join(EditFixture.styp("msdh", "lmsg"), FRAGMENT));
    assertThat(SegmentBoxes.withBrand(FRAGMENT, "slat"))
        .isEqualTo(join(EditFixture.styp("slat"), FRAGMENT));
  }

  @Test
  void everyFragmentIsOfAnotherTrack() {
    byte[] two = join(SEGMENT, FRAGMENT);
    byte[] changed = SegmentBoxes.withOtherTrack(two);

    int first = indexOf(two, "tfhd", 0);
    int second = indexOf(two, "tfhd", first + 1);
    byte[] expected = two.clone();
    expected[first + 11] = 2;
    expected[second + 11] = 2;
    assertThat(changed).isEqualTo(expected);
  }

  @Test
  void aBoxIsShorterThanItsHeader() {
    byte[] expected = SEGMENT.clone();
    ByteBuffer.wrap(expected).putInt(indexOf(SEGMENT, "trun", 0) - 4, 4);

    assertThat(SegmentBoxes.malformed(SEGMENT)).isEqualTo(expected);
  }

  @Test
  void aFreeBoxFollows() {
    assertThat(SegmentBoxes.withFree(SEGMENT)).isEqualTo(join(SEGMENT, box("free")));
  }

  /** 2026-11-24T00:00:00.250Z: 4 004 467 200 s after 1900. */
  @Test
  void theProducerTimeStandsInFrontOfTheFirstFragment() {
    byte[] prft =
        fullBox(
            "prft", 1, 2, u32(1), u32(1_795_478_400L + 2_208_988_800L), u32(1L << 30), u64(10_000));

    assertThat(SegmentBoxes.withProducerTime(join(SEGMENT, FRAGMENT), 1_795_478_400_250L))
        .isEqualTo(join(EditFixture.styp("msdh"), prft, FRAGMENT, FRAGMENT));
  }

  @Test
  void theSegmentItselfIsNotChanged() {
    byte[] before = SEGMENT.clone();
    SegmentBoxes.withBrand(SEGMENT, "lmsg");
    SegmentBoxes.withOtherTrack(SEGMENT);
    SegmentBoxes.malformed(SEGMENT);

    assertThat(SEGMENT).isEqualTo(before);
  }

  @Test
  void refusesWhatIsNoSegment() {
    byte[] styp = EditFixture.styp("msdh");

    assertThatThrownBy(() -> SegmentBoxes.malformed(styp))
        .isInstanceOf(OriginException.class)
        .hasMessage("segment cannot be edited: it has no moof");
    assertThatThrownBy(() -> SegmentBoxes.withProducerTime(join(styp, box("moof")), 0))
        .hasMessage("segment cannot be edited: it has no traf");
  }

  private static int indexOf(byte[] bytes, String type, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type, from);
  }
}
