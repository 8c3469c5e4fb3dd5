package io.liveorigin.media.edit;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Segments made by hand, box by box, with distinguishable samples. */
final class EditFixture {
  static final int NOT_SYNC = 0x0101_0000;
  static final int SYNC = 0x0200_0000;
  private static final int BASE_IS_MOOF = 0x20000;

  private EditFixture() {}

  static byte[] styp(String... brands) {
    byte[] compatible = new byte[0];
    for (String brand : brands) {
      compatible = join(compatible, ascii(brand));
    }
    return box("styp", ascii("msdh"), u32(0), compatible);
  }

  /**
   * Returns a segment as FFmpeg writes it: the duration, size and flags of most samples are in
   * {@code tfhd}, the flags of the first sample and all sizes in {@code trun}. Sample i has i + 1
   * bytes of value i.
   */
  static byte[] video(long decodeTime, int samples) {
    byte[] sizes = new byte[0];
    byte[] media = new byte[0];
    for (int i = 0; i < samples; i++) {
      sizes = join(sizes, u32(i + 1));
      media = join(media, filled(i + 1, i));
    }
    byte[] moof = moof(decodeTime, trun(samples, 0, sizes));
    return join(moof(decodeTime, trun(samples, moof.length + 8, sizes)), box("mdat", media));
  }

  static byte[] moof(long decodeTime, byte[] trun) {
    byte[] tfhd = fullBox("tfhd", 0, BASE_IS_MOOF | 0x2a, u32(1), u32(1), u32(512), u32(NOT_SYNC));
    return box(
        "moof",
        fullBox("mfhd", 0, 0, u32(7)),
        box("traf", tfhd, fullBox("tfdt", 1, 0, u64(decodeTime)), trun));
  }

  private static byte[] trun(int samples, int dataOffset, byte[] sizes) {
    return fullBox("trun", 0, 0x205, u32(samples), u32(dataOffset), u32(SYNC), sizes);
  }

  static byte[] filled(int length, int value) {
    byte[] data = new byte[length];
    Arrays.fill(data, (byte) value);
    return data;
  }

  static Sample sample(int fragment, long duration, int flags, int value) {
    return new Sample(fragment, duration, flags, 0, ByteBuffer.wrap(filled(value + 1, value)));
  }
}
