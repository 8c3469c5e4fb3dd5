package io.liveorigin.media.fill;

import io.liveorigin.media.box.BitFields;
import io.liveorigin.media.box.BoxCursor;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Recognises samples that can be decoded by themselves, at any place of the stream, without
 * changing how later ones are decoded. The bytes that it reads are in the clear even in samples
 * that are encrypted in parts (ISO/IEC 23001-7, 9.5). Pure.
 */
final class KeyFrame {
  private static final Set<String> AVC = Set.of("avc1", "avc3", "dva1", "dvav");
  private static final Set<String> HEVC = Set.of("hvc1", "hev1", "dvh1", "dvhe");
  private static final Set<String> AV1 = Set.of("av01", "dav1");
  private static final Set<String> VP9 = Set.of("vp09");

  /** NAL unit type of H.264 (table 7-1): the last type of slices, that of IDR pictures. */
  private static final int AVC_IDR = 5;

  /**
   * NAL unit types of HEVC (table 7-1): IDR_W_RADL, IDR_N_LP, and the last that codes a picture.
   */
  private static final int HEVC_IDR = 19;

  private static final int HEVC_IDR_ALONE = 20;
  private static final int HEVC_LAST_PICTURE = 31;

  /** Offset in avcC and hvcC of the byte with lengthSizeMinusOne (ISO/IEC 14496-15). */
  private static final int AVC_LENGTH_SIZE = 4;

  private static final int HEVC_LENGTH_SIZE = 21;

  private KeyFrame() {}

  /**
   * @param format format of a sample entry before encryption
   */
  static boolean known(String format) {
    return AVC.contains(format)
        || HEVC.contains(format)
        || AV1.contains(format)
        || VP9.contains(format);
  }

  static boolean is(ByteBuffer sample, TrackSetup setup, long description, String format) {
    if (AVC.contains(format)) {
      int size = lengthSize(setup, description, "avcC", AVC_LENGTH_SIZE);
      return onlyIdr(sample, size, true);
    } else if (HEVC.contains(format)) {
      int size = lengthSize(setup, description, "hvcC", HEVC_LENGTH_SIZE);
      return onlyIdr(sample, size, false);
    }
    return AV1.contains(format) ? TemporalUnit.isKeyFrame(sample) : vp9(sample);
  }

  private static int lengthSize(TrackSetup setup, long description, String type, int offset) {
    BoxCursor box =
        setup
            .box(description, type)
            .orElseThrow(() -> NoFillerException.because("the init segment has no " + type));
    var fields = box.fields();
    fields.skip(offset);
    return (fields.u8() & 3) + 1;
  }

  /** Whether all NAL units that code a picture belong to an IDR picture, and there is one. */
  private static boolean onlyIdr(ByteBuffer sample, int lengthSize, boolean avc) {
    boolean found = false;
    int at = 0;
    while (at < sample.remaining()) {
      if (sample.remaining() - at <= lengthSize) {
        return false;
      }
      long length = 0;
      for (int i = 0; i < lengthSize; i++) {
        length = length << 8 | sample.get(at++) & 0xff;
      }
      if (length == 0 || length > sample.remaining() - at) {
        return false;
      }
      int first = sample.get(at);
      int type = avc ? first & 0x1f : first >> 1 & 0x3f;
      boolean picture = avc ? type >= 1 && type <= AVC_IDR : type <= HEVC_LAST_PICTURE;
      boolean idr = avc ? type == AVC_IDR : type == HEVC_IDR || type == HEVC_IDR_ALONE;
      if (picture && !idr) {
        return false;
      }
      found |= idr;
      at += (int) length;
    }
    return found;
  }

  /**
   * Whether uncompressed_header (VP9 Bitstream Specification, 6.2) is of a key frame that is shown.
   */
  private static boolean vp9(ByteBuffer sample) {
    BitFields bits = new BitFields(sample, 0, sample.remaining());
    boolean marked = bits.bits(2) == 2;
    int profile = bits.bits(1) | bits.bits(1) << 1;
    if (profile == 3) {
      bits.bits(1); // reserved_zero
    }
    boolean existing = bits.bits(1) == 1;
    boolean key = bits.bits(1) == 0;
    boolean shown = bits.bits(1) == 1;
    return bits.ok() && marked && !existing && key && shown;
  }
}
