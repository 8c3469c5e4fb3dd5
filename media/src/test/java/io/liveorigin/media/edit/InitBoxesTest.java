package io.liveorigin.media.edit;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InitBoxesTest {
  private static final byte[] SPS = {0x67, 0x4d, 0x40, 0x1e};
  private static final byte[] PPS = {0x68, 0x01, 0x02};

  @Test
  void avcGetsItsPictureParameterSetTwice() {
    assertThat(InitBoxes.otherDecoder(avc(join(u16(3), PPS), 1)))
        .isEqualTo(avc(join(u16(3), PPS, u16(3), PPS), 2));
  }

  @Test
  void aacGetsAnotherNumberOfChannels() {
    assertThat(InitBoxes.otherDecoder(aac(2))).isEqualTo(aac(1));
    assertThat(InitBoxes.otherDecoder(aac(1))).isEqualTo(aac(2));
  }

  @Test
  void refusesOtherCodecsAndOtherBytes() {
    assertThatThrownBy(() -> InitBoxes.otherDecoder(init(box("av01", zeros(78)))))
        .hasMessage("segment cannot be edited: its sample entry is neither avc1 nor mp4a");
    assertThatThrownBy(() -> InitBoxes.otherDecoder(init(box("avc1", zeros(78)))))
        .hasMessage("segment cannot be edited: it has no avcC");
    assertThatThrownBy(() -> InitBoxes.otherDecoder(init(box("mp4a"))))
        .hasMessageContaining("mp4a at ");
    assertThatThrownBy(() -> InitBoxes.otherDecoder(avc(new byte[0], 0)))
        .hasMessageContaining("avcC at ");
    assertThatThrownBy(() -> InitBoxes.otherDecoder(new byte[0]))
        .hasMessage("segment cannot be edited: it has no moov");
  }

  private static byte[] avc(byte[] pictureSets, int count) {
    byte[] configuration =
        box(
            "avcC",
            new byte[] {1, 0x4d, 0x40, 0x1e, (byte) 0xff, (byte) 0xe1},
            join(u16(4), SPS),
            new byte[] {(byte) count},
            pictureSets);
    return init(box("avc1", zeros(78), configuration, box("pasp", zeros(8))));
  }

  private static byte[] aac(int channels) {
    return init(box("mp4a", zeros(16), u16(channels), zeros(10), fullBox("esds", 0, 0)));
  }

  private static byte[] init(byte[] entry) {
    byte[] table = box("stbl", fullBox("stsd", 0, 0, u32(1), entry), fullBox("stts", 0, 0, u32(0)));
    return join(
        box("ftyp", zeros(8)),
        box(
            "moov",
            fullBox("mvhd", 0, 0, zeros(96)),
            box("trak", box("mdia", box("minf", table))),
            box("mvex")));
  }
}
