package io.liveorigin.ingest.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Small, whole ISO BMFF files (ISO/IEC 14496-12): what a packager would send, without a picture.
 */
public final class Mp4 {
  public static final int TIMESCALE = 12_800;
  public static final int FRAME = 512;
  public static final int FRAMES = 50;
  private static final int TRACK = 1;

  private Mp4() {}

  /** An init segment; {@code flavour} makes it differ from others in one byte. */
  public static byte[] init(int flavour) {
    byte[] tkhd = full("tkhd", ints(0, 0, TRACK, 0, 0));
    byte[] mdhd = full("mdhd", ints(0, 0, TIMESCALE, 0, 0));
    byte[] hdlr = full("hdlr", ints(0), ascii("vide"), ints(0, 0, 0), new byte[] {0});
    byte[] stsd = full("stsd", ints(1), avc1(flavour));
    byte[] mdia = box("mdia", mdhd, hdlr, box("minf", box("stbl", stsd)));
    byte[] trex = full("trex", ints(TRACK, 1, FRAME, 0, 0));
    return join(
        box("ftyp", ascii("iso6"), ints(0), ascii("cmfc")),
        box("moov", full("mvhd", new byte[96]), box("trak", tkhd, mdia), box("mvex", trex)));
  }

  /** H.264 of 640x360; {@code flavour} is in its picture parameter set. */
  private static byte[] avc1(int flavour) {
    byte[] start = {1, 0x64, 0, 0x1f, -1, (byte) 0xe1, 0, 4, 0x67, 0x64, 0, 0x1f, 1, 0, 4};
    byte[] size = ints(640 << 16 | 360);
    return box("avc1", new byte[24], size, new byte[50], box("avcC", start, ints(flavour)));
  }

  /** Two seconds of video from {@code number} x 2 s on, with {@code fill} as media data. */
  public static byte[] segment(long number, int fill) {
    return segmentAt(number * FRAME * FRAMES, fill);
  }

  /** Two seconds of video with that decode time. */
  public static byte[] segmentAt(long decodeTime, int fill) {
    byte[] media = new byte[16 * FRAMES];
    Arrays.fill(media, (byte) fill);
    return join(
        box("styp", ascii("msdh"), ints(0)),
        moof(decodeTime, moof(decodeTime, 0).length + 8),
        box("mdat", media));
  }

  private static byte[] moof(long decodeTime, int dataOffset) {
    byte[] tfhd = box("tfhd", ints(0x20000, TRACK));
    byte[] tfdt = box("tfdt", ints(0x01000000), longs(decodeTime));
    // trun with sample sizes: 50 samples of 16 bytes; durations come from trex.
    ByteBuffer trun = ByteBuffer.allocate(12 + 4 * FRAMES).putInt(0x201).putInt(FRAMES);
    trun.putInt(dataOffset);
    for (int i = 0; i < FRAMES; i++) {
      trun.putInt(16);
    }
    return box("moof", full("mfhd", ints(1)), box("traf", tfhd, tfdt, box("trun", trun.array())));
  }

  private static byte[] full(String type, byte[]... parts) {
    return box(type, join(ints(0), join(parts)));
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(ints(content.length + 8), ascii(type), content);
  }

  private static byte[] ints(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
