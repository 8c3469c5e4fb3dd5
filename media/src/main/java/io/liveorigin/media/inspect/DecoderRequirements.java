package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.Optional;

/**
 * Checks that a sample entry has the box without which no decoder of its codec can be set up, and
 * that the box is complete: ISO/IEC 14496-15 (avcC, hvcC), 14496-14 (esds), the AV1, VP, Opus and
 * FLAC in ISOBMFF bindings, ETSI TS 102 366 (AC-3, E-AC-3). A codec that is not known here is not
 * judged. Pure.
 */
final class DecoderRequirements {
  private static final int AVC1 = FourCc.of("avc1");
  private static final int AV1C = FourCc.of("av1C");
  private static final int VPCC = FourCc.of("vpcC");
  private static final int DOPS = FourCc.of("dOps");
  private static final int DFLA = FourCc.of("dfLa");
  private static final int DAC3 = FourCc.of("dac3");
  private static final int DEC3 = FourCc.of("dec3");

  /** QuickTime has esds inside this box. */
  private static final int WAVE = FourCc.of("wave");

  /** Each format, and the box that it needs. */
  private static final int[][] NEEDED = {
    {AVC1, FourCc.AVCC},
    {FourCc.AVC3, FourCc.AVCC},
    {FourCc.of("hvc1"), FourCc.HVCC},
    {FourCc.HEV1, FourCc.HVCC},
    {FourCc.of("av01"), AV1C},
    {FourCc.of("vp09"), VPCC},
    {FourCc.of("mp4a"), FourCc.ESDS},
    {FourCc.of("Opus"), DOPS},
    {FourCc.of("fLaC"), DFLA},
    {FourCc.of("ac-3"), DAC3},
    {FourCc.of("ec-3"), DEC3}
  };

  private DecoderRequirements() {}

  /**
   * Returns the reason why no decoder can be set up; empty if one can.
   *
   * @param children the boxes of the entry
   * @param format format of its samples before encryption
   */
  static Optional<String> lacking(BoxCursor children, int format) {
    int needed = needed(format);
    if (needed == 0) {
      return Optional.empty();
    }
    while (children.next()) {
      if (children.type() == needed) {
        return whole(children, format) ? Optional.empty() : Optional.of("decoder-configuration");
      }
      if (children.type() == WAVE) {
        return Optional.empty();
      }
    }
    return Optional.of("no-decoder-configuration");
  }

  private static int needed(int format) {
    for (int[] one : NEEDED) {
      if (one[0] == format) {
        return one[1];
      }
    }
    return 0;
  }

  private static boolean whole(BoxCursor box, int format) {
    int type = box.type();
    BoxFields fields = box.fields();
    if (type == FourCc.AVCC) {
      return avc(fields, format == AVC1 ? 1 : 0);
    } else if (type == FourCc.HVCC) {
      return hevc(fields);
    } else if (type == FourCc.ESDS) {
      return elementaryStream(box);
    } else if (type == AV1C) {
      return fields.u8() == 0x81 && fields.remaining() >= 3; // marker and version 1
    }
    fields.skip(shortest(type));
    return fields.ok();
  }

  /** Returns the least number of bytes in the box. */
  private static int shortest(int type) {
    if (type == VPCC) {
      return 12;
    } else if (type == DOPS) {
      return 11;
    } else if (type == DFLA) {
      return 42; // with STREAMINFO, which comes first
    }
    return type == DAC3 ? 3 : 5;
  }

  /**
   * Whether an AVCDecoderConfigurationRecord is complete (ISO/IEC 14496-15, 5.3.3.1).
   *
   * @param least least number of parameter sets of each kind; samples of {@code avc3} may contain
   *     them instead
   */
  private static boolean avc(BoxFields fields, int least) {
    int version = fields.u8();
    fields.skip(4); // profile, compatibility, level, lengthSizeMinusOne
    int sequences = units(fields, fields.u8() & 0x1f);
    int pictures = units(fields, fields.u8());
    return fields.ok() && version == 1 && sequences >= least && pictures >= least;
  }

  /**
   * Whether an HEVCDecoderConfigurationRecord is complete (8.3.3.1); early writers left its version
   * 0.
   */
  private static boolean hevc(BoxFields fields) {
    int version = fields.u8();
    fields.skip(21);
    int arrays = fields.u8();
    for (int i = 0; i < arrays && fields.ok(); i++) {
      fields.skip(1);
      units(fields, fields.u16());
    }
    return fields.ok() && version <= 1;
  }

  /** Skips {@code count} NAL units, each preceded by its length, and returns {@code count}. */
  private static int units(BoxFields fields, int count) {
    for (int i = 0; i < count && fields.ok(); i++) {
      fields.skip(fields.u16());
    }
    return count;
  }

  /**
   * Whether esds is complete: AAC needs an AudioSpecificConfig that can be read; MP3 and others
   * need none.
   */
  private static boolean elementaryStream(BoxCursor esds) {
    Optional<ElementaryStream> stream = ElementaryStream.read(esds);
    return stream
        .filter(s -> !s.isAac() || AudioSpecificConfig.read(s.specificInfo(esds)).isPresent())
        .isPresent();
  }
}
