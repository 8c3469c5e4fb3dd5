package io.liveorigin.media.bytes;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;

import java.util.Arrays;

/**
 * Media segments of one fragment, made by hand; each {@code with} method returns a changed copy.
 */
public record SegmentBytes(
    long trackId, int tfdtVersion, long decodeTime, long[] durations, int sampleSize) {
  public static final int DEFAULT_BASE_IS_MOOF = 0x20000;
  public static final long SYNC = 0x0200_0000L;
  public static final long NOT_SYNC = 0x0101_0000L;

  /** Returns a segment with 50 samples of 512 ticks and 10 bytes, and {@code tfdt} version 1. */
  public static SegmentBytes video(long decodeTime) {
    return new SegmentBytes(1, 1, decodeTime, repeat(512, 50), 10);
  }

  public static long[] repeat(long duration, int count) {
    long[] durations = new long[count];
    Arrays.fill(durations, duration);
    return durations;
  }

  public SegmentBytes withDurations(long... changed) {
    return new SegmentBytes(trackId, tfdtVersion, decodeTime, changed, sampleSize);
  }

  public SegmentBytes withTfdtVersion(int version) {
    return new SegmentBytes(trackId, version, decodeTime, durations, sampleSize);
  }

  public SegmentBytes withTrack(long id) {
    return new SegmentBytes(id, tfdtVersion, decodeTime, durations, sampleSize);
  }

  /**
   * Returns {@code styp}, {@code moof} and {@code mdat}. Every sample states its own duration and
   * size; the first is a sync sample.
   */
  public byte[] bytes() {
    return join(segmentType(), fragment());
  }

  public static byte[] segmentType() {
    return box("styp", ascii("msdh"), u32(0), ascii("msdh"), ascii("cmfs"));
  }

  /** Returns {@code moof} and {@code mdat}. */
  public byte[] fragment() {
    byte[] moof = moof(tfhd(), tfdt(), trun(0));
    // Write it again, now that its size is known.
    return join(moof(tfhd(), tfdt(), trun(moof.length + 8)), mdat());
  }

  public static byte[] moof(byte[]... insideTraf) {
    return box("moof", fullBox("mfhd", 0, 0, u32(7)), box("traf", join(insideTraf)));
  }

  public byte[] tfhd() {
    return fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF | 0x20, u32(trackId), u32(NOT_SYNC));
  }

  public byte[] tfdt() {
    return fullBox("tfdt", tfdtVersion, 0, tfdtVersion == 0 ? u32(decodeTime) : u64(decodeTime));
  }

  public byte[] trun(int dataOffset) {
    byte[][] entries = new byte[durations.length][];
    for (int i = 0; i < durations.length; i++) {
      entries[i] = join(u32(durations[i]), u32(sampleSize));
    }
    return fullBox(
        "trun",
        1,
        0x1 | 0x4 | 0x100 | 0x200,
        u32(durations.length),
        u32(dataOffset),
        u32(SYNC),
        join(entries));
  }

  public byte[] mdat() {
    byte[] media = new byte[durations.length * sampleSize];
    for (int i = 0; i < media.length; i++) {
      media[i] = (byte) (i * 31 + 1);
    }
    return box("mdat", media);
  }
}
