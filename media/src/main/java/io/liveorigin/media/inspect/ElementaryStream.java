package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BitFields;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import java.util.Optional;

/**
 * The descriptors of {@code esds} that set up a decoder (ISO/IEC 14496-1, 7.2.6.5 to 7.2.6.7).
 *
 * @param objectType objectTypeIndication
 * @param from offset of DecoderSpecificInfo in the file; if there is none, {@code to}
 * @param to offset after it
 */
public record ElementaryStream(int objectType, int from, int to) {
  // Object types of ISO/IEC 14496-1, table 5: MPEG-4 audio and the profiles of MPEG-2 AAC.
  private static final int MPEG4_AUDIO = 0x40;
  private static final int MPEG2_AAC_MAIN = 0x66;
  private static final int MPEG2_AAC_SSR = 0x68;

  private static final int ES_DESCRIPTOR = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC_INFO = 5;

  /** Reads the descriptors; empty if they are not as they should be. */
  public static Optional<ElementaryStream> read(BoxCursor esds) {
    BoxFields fields = esds.fields();
    fields.skip(4);
    if (fields.u8() != ES_DESCRIPTOR) {
      return Optional.empty();
    }
    length(fields);
    fields.skip(2); // ES_ID
    int flags = fields.u8();
    fields.skip((flags & 0x80) != 0 ? 2 : 0); // dependsOn_ES_ID
    fields.skip((flags & 0x40) != 0 ? fields.u8() : 0); // URL
    fields.skip((flags & 0x20) != 0 ? 2 : 0); // OCR_ES_Id
    if (fields.u8() != DECODER_CONFIG) {
      return Optional.empty();
    }
    length(fields);
    int objectType = fields.u8();
    fields.skip(12); // streamType, bufferSizeDB, maxBitrate, avgBitrate
    if (!fields.ok()) {
      return Optional.empty();
    }
    int none = fields.position();
    if (fields.u8() != DECODER_SPECIFIC_INFO) {
      return Optional.of(new ElementaryStream(objectType, none, none));
    }
    int length = length(fields);
    int from = fields.position();
    fields.skip(length);
    return fields.ok()
        ? Optional.of(new ElementaryStream(objectType, from, from + length))
        : Optional.empty();
  }

  /** Whether DecoderSpecificInfo is an AudioSpecificConfig. */
  boolean isAac() {
    return objectType == MPEG4_AUDIO
        || (objectType >= MPEG2_AAC_MAIN && objectType <= MPEG2_AAC_SSR);
  }

  boolean hasSpecificInfo() {
    return to > from;
  }

  /** Returns the bits of DecoderSpecificInfo. */
  public BitFields specificInfo(BoxCursor esds) {
    return new BitFields(esds.bytes(), from, to);
  }

  /** Reads a length of seven bits per byte, at most four bytes (ISO/IEC 14496-1, 8.3.3). */
  private static int length(BoxFields fields) {
    int length = 0;
    for (int i = 0; i < 4; i++) {
      int next = fields.u8();
      length = length << 7 | next & 0x7f;
      if ((next & 0x80) == 0) {
        break;
      }
    }
    return length;
  }
}
