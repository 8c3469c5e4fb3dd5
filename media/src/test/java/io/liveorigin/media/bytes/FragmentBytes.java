package io.liveorigin.media.bytes;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.largeBox;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One {@code moof} box of one track and its {@code mdat} box. Everything can be varied that
 * packagers may write in different ways. Made by hand, independently of the code under test, and
 * changed in place.
 */
public final class FragmentBytes {
  private static final int EMPTY = 0x1_0000;

  public long trackId = 1;
  public int tfhdFlags = SegmentBytes.DEFAULT_BASE_IS_MOOF;
  public long decodeTime;
  public int tfdtVersion = 1;
  public int decodeTimes = 1;
  public boolean tfdtLast;
  public long[] durations;
  public int sampleSize = 10;
  public long[] offsets = {};
  public int trunVersion = 1;
  public int runs = 1;
  public boolean everyRunSaysWhere = true;
  public boolean largeMdat;
  public int freeBefore;
  public int unused;
  public int misplaced;
  public long emptyDuration;

  public FragmentBytes(long decodeTime, long... durations) {
    this.decodeTime = decodeTime;
    this.durations = durations;
  }

  public byte[] bytes() {
    byte[] free = freeBefore == 0 ? new byte[0] : box("free", zeros(freeBefore));
    int header = largeMdat ? 16 : 8;
    int at = traf(0).length + 8 + 16 + free.length + header + unused;
    byte[] media = zeros(unused + durations.length * sampleSize);
    byte[] mdat = largeMdat ? largeBox("mdat", media) : box("mdat", media);
    return join(moof(traf(at + misplaced)), free, mdat);
  }

  /**
   * Returns one {@code moof} with this {@code traf} and that of another track; each track has its
   * samples in its own part of one {@code mdat}.
   */
  public byte[] with(FragmentBytes other) {
    int header = traf(0).length + other.traf(0).length + 8 + 16 + 8;
    int own = durations.length * sampleSize;
    return join(
        moof(join(traf(header), other.traf(header + own))),
        box("mdat", zeros(own + other.durations.length * other.sampleSize)));
  }

  private static byte[] moof(byte[] inside) {
    return box("moof", fullBox("mfhd", 0, 0, u32(1)), inside);
  }

  private byte[] traf(int dataOffset) {
    byte[] decodeTimeBoxes = new byte[0];
    for (int i = 0; i < decodeTimes; i++) {
      decodeTimeBoxes = join(decodeTimeBoxes, tfdt());
    }
    byte[] runBoxes = emptyDuration > 0 ? new byte[0] : runs(dataOffset);
    return box(
        "traf",
        tfhd(),
        tfdtLast ? join(runBoxes, decodeTimeBoxes) : join(decodeTimeBoxes, runBoxes));
  }

  private byte[] tfhd() {
    int flags = emptyDuration > 0 ? tfhdFlags | EMPTY | 0x8 : tfhdFlags;
    return fullBox(
        "tfhd",
        0,
        flags,
        u32(trackId),
        (flags & 1) != 0 ? u64(0) : new byte[0],
        (flags & 8) != 0 ? u32(emptyDuration) : new byte[0]);
  }

  private byte[] tfdt() {
    return fullBox("tfdt", tfdtVersion, 0, tfdtVersion == 0 ? u32(decodeTime) : u64(decodeTime));
  }

  private byte[] runs(int dataOffset) {
    List<byte[]> boxes = new ArrayList<>();
    int each = Math.max(1, -(-durations.length / runs));
    for (int from = 0; from == 0 || from < durations.length; from += each) {
      int to = Math.min(durations.length, from + each);
      boxes.add(run(from, to, from == 0 || everyRunSaysWhere, dataOffset + from * sampleSize));
    }
    return join(boxes.toArray(byte[][]::new));
  }

  private byte[] run(int from, int to, boolean saysWhere, int dataOffset) {
    List<byte[]> fields = new ArrayList<>();
    for (int i = from; i < to; i++) {
      fields.add(u32(durations[i]));
      fields.add(u32(sampleSize));
      fields.add(u32(i == 0 ? SegmentBytes.SYNC : SegmentBytes.NOT_SYNC));
      fields.add(offsets.length > 0 ? u32(offsets[i]) : new byte[0]);
    }
    return fullBox(
        "trun",
        trunVersion,
        0x700 | (offsets.length > 0 ? 0x800 : 0) | (saysWhere ? 1 : 0),
        u32(to - from),
        saysWhere ? u32(dataOffset) : new byte[0],
        join(fields.toArray(byte[][]::new)));
  }

  /** Returns the given number of consecutive fragments with samples of 512 ticks. */
  public static List<FragmentBytes> video(long decodeTime, int samples, int fragments) {
    List<FragmentBytes> all = new ArrayList<>();
    int each = -(-samples / fragments);
    for (int from = 0; from < samples; from += each) {
      int count = Math.min(each, samples - from);
      all.add(new FragmentBytes(decodeTime + from * 512L, SegmentBytes.repeat(512, count)));
    }
    return all;
  }

  public static byte[] bytes(List<FragmentBytes> fragments) {
    return join(fragments.stream().map(FragmentBytes::bytes).toArray(byte[][]::new));
  }

  /** Composes all samples of all fragments {@code later} ticks after they are decoded. */
  public static byte[] composed(List<FragmentBytes> fragments, long later) {
    for (FragmentBytes fragment : fragments) {
      fragment.offsets = new long[fragment.durations.length];
      Arrays.fill(fragment.offsets, later);
    }
    return bytes(fragments);
  }
}
