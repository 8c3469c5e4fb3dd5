package io.liveorigin.media.edit;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import java.nio.ByteBuffer;

/**
 * Copies of a media segment with one box changed, inserted or broken and the same samples. Bytes
 * that are not a segment are refused with an {@link OriginException}. Pure; any thread.
 */
public final class SegmentBoxes {
  private static final int BRAND = 4;
  private static final int SIZE_THAT_NO_BOX_HAS = 4;

  /** Seconds from 1900, where NTP begins, to 1970 (RFC 5905, figure 4). */
  private static final long NTP_BEFORE_UNIX = 2_208_988_800L;

  /** Flag: the time is that at which the fragment was finished (ISO/IEC 14496-12, 8.16.5). */
  private static final int FINALIZED = 2;

  private SegmentBoxes() {}

  /**
   * Returns the segment with one more compatible brand in its styp, for example {@code lmsg}. A
   * styp is added if it has none.
   */
  public static byte[] withBrand(byte[] segment, String brand) {
    byte[] code = BoxWriter.u32(FourCc.of(brand));
    BoxCursor first = BoxCursor.over(segment);
    if (!first.next() || first.type() != FourCc.STYP) {
      byte[] styp = BoxWriter.box(FourCc.STYP, BoxWriter.u32(FourCc.of("msdh")), new byte[4], code);
      return BoxWriter.join(styp, segment);
    }
    byte[] copy = BoxBytes.insert(segment, first.end(), code);
    BoxBytes.grow(ByteBuffer.wrap(copy), first, BRAND);
    return copy;
  }

  /**
   * Returns the segment with the next track id in every tfhd: a track that its init segment lacks.
   */
  public static byte[] withOtherTrack(byte[] segment) {
    ByteBuffer copy = ByteBuffer.wrap(segment.clone());
    BoxCursor top = BoxCursor.over(segment);
    while (top.next()) {
      if (top.type() == FourCc.MOOF) {
        BoxCursor tfhd = inTrackFragment(top, FourCc.TFHD, "tfhd");
        BoxFields fields = fieldsOf(tfhd);
        int at = fields.position();
        long trackId = fields.u32();
        BoxBytes.require(fields.ok(), "tfhd", tfhd.start());
        copy.putInt(at, (int) trackId + 1);
      }
    }
    return copy.array();
  }

  /** Returns the segment with a trun whose size is less than that of its own header. */
  public static byte[] malformed(byte[] segment) {
    BoxCursor trun = inTrackFragment(firstFragment(segment), FourCc.TRUN, "trun");
    byte[] copy = segment.clone();
    ByteBuffer.wrap(copy).putInt(trun.start(), SIZE_THAT_NO_BOX_HAS);
    return copy;
  }

  /** Returns the segment with an empty free box at its end: other bytes, the same media. */
  public static byte[] withFree(byte[] segment) {
    return BoxWriter.join(segment, BoxWriter.box(FourCc.FREE));
  }

  /**
   * Returns the segment with a prft before its first moof (ISO/IEC 14496-12, 8.16.5).
   *
   * @param epochMillis instant at which that fragment was finished
   */
  public static byte[] withProducerTime(byte[] segment, long epochMillis) {
    BoxCursor moof = firstFragment(segment);
    BoxFields tfhd = fieldsOf(inTrackFragment(moof, FourCc.TFHD, "tfhd"));
    BoxFields tfdt = inTrackFragment(moof, FourCc.TFDT, "tfdt").fields();
    boolean wide = tfdt.s32() >>> 24 != 0;
    long trackId = tfhd.u32();
    long decodeTime = wide ? tfdt.u64() : tfdt.u32();
    BoxBytes.require(tfhd.ok() && tfdt.ok(), "moof", moof.start());
    byte[] prft =
        BoxWriter.fullBox(
            FourCc.PRFT,
            1,
            FINALIZED,
            BoxWriter.u32(trackId),
            BoxWriter.u64(ntp(epochMillis)),
            BoxWriter.u64(decodeTime));
    return BoxBytes.insert(segment, moof.start(), prft);
  }

  /** Returns seconds and units of 2^-32 s (RFC 5905, section 6); the seconds wrap round in 2036. */
  private static long ntp(long epochMillis) {
    long seconds = Math.floorDiv(epochMillis, 1000L) + NTP_BEFORE_UNIX;
    // Rounded up, so that truncating the fraction to milliseconds gives them back.
    long fraction = ((Math.floorMod(epochMillis, 1000L) << 32) + 999) / 1000;
    return seconds << 32 | fraction;
  }

  private static BoxCursor firstFragment(byte[] segment) {
    return BoxBytes.first(BoxCursor.over(segment), FourCc.MOOF, "moof");
  }

  private static BoxCursor inTrackFragment(BoxCursor moof, int type, String name) {
    BoxCursor traf = BoxBytes.first(moof.children(), FourCc.TRAF, "traf");
    return BoxBytes.first(traf.children(), type, name);
  }

  private static BoxFields fieldsOf(BoxCursor fullBox) {
    BoxFields fields = fullBox.fields();
    fields.skip(4); // version and flags
    return fields;
  }
}
