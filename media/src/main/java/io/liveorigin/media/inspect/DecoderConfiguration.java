package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;

/** Adds a decoder configuration box to a fingerprint: what the decoder needs of it, no more. */
final class DecoderConfiguration {
  /** Where lengthSizeMinusOne is (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1). */
  private static final int AVC_LENGTH_SIZE = 4;

  private static final int HEVC_LENGTH_SIZE = 21;

  /** hvcC up to numOfArrays, and the types of NAL units that a decoder is set up with. */
  private static final int HEVC_HEADER = 22;

  private static final int VPS = 32;
  private static final int PPS = 34;

  // Descriptor tags of ISO/IEC 14496-1, 7.2.6.
  private static final int ES_DESCRIPTOR = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC_INFO = 5;

  private DecoderConfiguration() {}

  static void add(BoxCursor box, int format, Fingerprint print) {
    boolean inBand = format == FourCc.AVC3 || format == FourCc.AVC4 || format == FourCc.HEV1;
    if (box.type() == FourCc.AVCC && inBand) {
      lengthSize(box, AVC_LENGTH_SIZE, print);
    } else if (box.type() == FourCc.HVCC && inBand) {
      lengthSize(box, HEVC_LENGTH_SIZE, print);
    } else if (box.type() == FourCc.HVCC) {
      parameterSets(box, print);
    } else if (box.type() != FourCc.ESDS || !elementaryStream(box, print)) {
      print.bytes(box.bytes(), box.payloadStart(), box.end());
    }
  }

  /** The samples carry their own parameter sets: of the box only their framing counts. */
  private static void lengthSize(BoxCursor box, int at, Fingerprint print) {
    BoxFields fields = box.fields();
    fields.skip(at);
    print.number(fields.u8() & 3);
  }

  /** Without SEI: some encoders leave a note there with all their options and rates. */
  private static void parameterSets(BoxCursor hvcc, Fingerprint print) {
    BoxFields fields = hvcc.fields();
    fields.skip(HEVC_HEADER);
    print.bytes(hvcc.bytes(), hvcc.payloadStart(), fields.position());
    int arrays = fields.u8();
    for (int i = 0; i < arrays && fields.ok(); i++) {
      int type = fields.u8() & 0x3f;
      int units = fields.u16();
      for (int k = 0; k < units && fields.ok(); k++) {
        int length = fields.u16();
        int from = fields.position();
        fields.skip(length);
        if (type >= VPS && type <= PPS) {
          print.bytes(hvcc.bytes(), from, fields.position());
        }
      }
    }
  }

  /**
   * objectTypeIndication and DecoderSpecificInfo, but no bit rates; false if it is not as it should
   * be.
   */
  private static boolean elementaryStream(BoxCursor esds, Fingerprint print) {
    BoxFields fields = esds.fields();
    fields.skip(4);
    if (fields.u8() != ES_DESCRIPTOR) {
      return false;
    }
    length(fields);
    fields.skip(2); // ES_ID
    int flags = fields.u8();
    fields.skip((flags & 0x80) != 0 ? 2 : 0); // dependsOn_ES_ID
    fields.skip((flags & 0x40) != 0 ? fields.u8() : 0); // URL
    fields.skip((flags & 0x20) != 0 ? 2 : 0); // OCR_ES_Id
    if (fields.u8() != DECODER_CONFIG) {
      return false;
    }
    length(fields);
    int objectType = fields.u8();
    fields.skip(12); // streamType, bufferSizeDB, maxBitrate, avgBitrate
    if (fields.u8() != DECODER_SPECIFIC_INFO) {
      return false;
    }
    int length = length(fields);
    int from = fields.position();
    fields.skip(length);
    if (!fields.ok()) {
      return false;
    }
    print.number(objectType).bytes(esds.bytes(), from, from + length);
    return true;
  }

  /** Seven bits a byte, at most four bytes (ISO/IEC 14496-1, 8.3.3). */
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
