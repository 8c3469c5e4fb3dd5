package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys by which the samples of a track fragment are encrypted: that of tenc in the init
 * segment, or that of their sample group {@code seig} (ISO/IEC 23001-7, 6 and 8.2; ISO/IEC
 * 14496-12, 8.9).
 */
final class KeyGroups {
  private static final int SGPD = FourCc.of("sgpd");
  private static final int CSGP = FourCc.of("csgp");

  /** Group indices above this value refer to the sgpd box of the fragment (8.9.4). */
  private static final int IN_FRAGMENT = 0x1_0000;

  /** Offset in a description of Per_Sample_IV_Size, after reserved, pattern and isProtected. */
  private static final int VECTOR_SIZE_AT = 3;

  /** A run of samples of one group. */
  private record Run(long samples, long group) {}

  private final int defaultSize;
  private final List<Run> runs = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private byte[] descriptions = FillerSegment.NOTHING;

  private KeyGroups(int defaultSize) {
    this.defaultSize = defaultSize;
  }

  static KeyGroups read(TrackSetup setup, long description, byte[] inTrack) {
    BoxFields tenc =
        setup
            .box(description, "sinf", "schi", "tenc")
            .orElseThrow(() -> NoFillerException.because("the init segment does not name a key"))
            .fields();
    tenc.skip(4 + VECTOR_SIZE_AT);
    KeyGroups groups = new KeyGroups(tenc.u8());
    BoxCursor box = BoxCursor.over(inTrack);
    while (box.next()) {
      BoxFields fields = box.fields();
      int version = fields.s32() >>> 24;
      NoFillerException.unless(box.type() != CSGP, "its source has its keys in a csgp box");
      if (box.type() == FourCc.SBGP && fields.s32() == FourCc.SEIG) {
        groups.assignments(version, fields);
      } else if (box.type() == SGPD && fields.s32() == FourCc.SEIG) {
        groups.descriptions = Arrays.copyOfRange(inTrack, box.start(), box.end());
        groups.vectorSizes(version, fields);
      }
    }
    return groups;
  }

  private void assignments(int version, BoxFields fields) {
    fields.skip(version == 1 ? 4 : 0); // grouping_type_parameter
    for (long left = fields.u32(); left > 0 && fields.ok(); left--) {
      runs.add(new Run(fields.u32(), fields.u32()));
    }
    NoFillerException.unless(fields.ok(), "the sample groups of its source cannot be read");
  }

  private void vectorSizes(int version, BoxFields fields) {
    NoFillerException.unless(
        version == 1, "its source has keys in an sgpd box whose version is not 1");
    long common = fields.u32();
    for (long left = fields.u32(); left > 0 && fields.ok(); left--) {
      long length = common == 0 ? fields.u32() : common;
      NoFillerException.unless(
          length > VECTOR_SIZE_AT && length <= fields.remaining(),
          "the keys of its source cannot be read");
      fields.skip(VECTOR_SIZE_AT);
      sizes.add(fields.u8());
      fields.skip((int) length - VECTOR_SIZE_AT - 1);
    }
    NoFillerException.unless(fields.ok(), "the keys of its source cannot be read");
  }

  /** Returns the group_description_index of a sample of the fragment; 0 if it is in no group. */
  long of(int sample) {
    long before = 0;
    for (Run run : runs) {
      before += run.samples();
      if (sample < before) {
        return run.group();
      }
    }
    return 0;
  }

  /** Returns the size of a sample's own initialization vector, bytes. */
  int vectorSize(int sample) {
    long group = of(sample);
    if (group == 0) {
      return defaultSize;
    }
    long index = group - IN_FRAGMENT - 1;
    NoFillerException.unless(
        index >= 0 && index < sizes.size(),
        "its source refers to keys that are not in the segment");
    return sizes.get((int) index);
  }

  /** Returns the sgpd box of the fragment; empty if it has none. */
  byte[] descriptions() {
    return descriptions;
  }
}
