package io.liveorigin.media.fill;

import io.liveorigin.media.box.BitFields;
import java.nio.ByteBuffer;

/** One temporal unit of AV1, which is a sample (AV1 in ISOBMFF, 2.4). Pure. */
final class TemporalUnit {
  // obu_type (AV1 Bitstream Specification, 6.2.2).
  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;

  private static final int MAX_SIZE_BYTES = 8;

  private TemporalUnit() {}

  /** Whether it has a sequence header and its first frame is a key frame that is shown (5.9.2). */
  static boolean isKeyFrame(ByteBuffer sample) {
    boolean sequence = false;
    int at = 0;
    while (at < sample.remaining()) {
      int header = sample.get(at++);
      at += (header & 4) != 0 ? 1 : 0; // obu_extension_flag
      long size = sample.remaining() - at;
      if ((header & 2) != 0) { // obu_has_size_field
        size = 0;
        int more = 0x80;
        for (int i = 0; i < MAX_SIZE_BYTES && more != 0 && at < sample.remaining(); i++) {
          int next = sample.get(at++);
          size |= (next & 0x7fL) << 7 * i;
          more = next & 0x80;
        }
      }
      if (size < 0 || size > sample.remaining() - at) {
        return false;
      }
      int type = header >> 3 & 0xf;
      if (type == FRAME || type == FRAME_HEADER) {
        return sequence && shownKeyFrame(new BitFields(sample, at, at + (int) size));
      }
      sequence |= type == SEQUENCE_HEADER;
      at += (int) size;
    }
    return false;
  }

  private static boolean shownKeyFrame(BitFields bits) {
    boolean existing = bits.bits(1) == 1;
    boolean key = bits.bits(2) == 0;
    boolean shown = bits.bits(1) == 1;
    return bits.ok() && !existing && key && shown;
  }
}
