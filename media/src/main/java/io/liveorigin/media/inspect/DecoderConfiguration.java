package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.Optional;

/** Adds the parts of a decoder configuration box that the decoder needs to a fingerprint. */
final class DecoderConfiguration {
  /** Offsets of lengthSizeMinusOne (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1). */
  private static final int AVC_LENGTH_SIZE = 4;

  private static final int HEVC_LENGTH_SIZE = 21;

  /** Bytes of hvcC before numOfArrays, and the types of NAL units that set up a decoder. */
  private static final int HEVC_HEADER = 22;

  private static final int VPS = 32;
  private static final int PPS = 34;

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

  /** Adds only the framing of the samples, because they carry their own parameter sets. */
  private static void lengthSize(BoxCursor box, int at, Fingerprint print) {
    BoxFields fields = box.fields();
    fields.skip(at);
    print.number(fields.u8() & 3);
  }

  /**
   * Adds the parameter sets, but not SEI, where some encoders write all their options and rates.
   */
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
   * Adds objectTypeIndication and DecoderSpecificInfo, but no bit rates; returns false if the box
   * is not as it should be.
   */
  private static boolean elementaryStream(BoxCursor esds, Fingerprint print) {
    Optional<ElementaryStream> stream =
        ElementaryStream.read(esds).filter(ElementaryStream::hasSpecificInfo);
    stream.ifPresent(s -> print.number(s.objectType()).bytes(esds.bytes(), s.from(), s.to()));
    return stream.isPresent();
  }
}
