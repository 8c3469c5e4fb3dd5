package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.edit.FragmentHeader;
import io.liveorigin.media.edit.Sample;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The encryption of one sample of the source (ISO/IEC 23001-7, 6 and 7.2), which a filler states
 * for its copy: by the key of its group, which the filler then contains, or by that of the init
 * segment.
 *
 * @param groups its sgpd box; empty if it is in no group
 * @param group group_description_index; 0 if it is in no group
 * @param vectors its entry of senc: initialization vector and subsamples; may be empty
 * @param subsamples whether that entry has subsamples
 * @param licenses pssh boxes of its moof
 */
record EncryptedSample(
    byte[] groups, long group, byte[] vectors, boolean subsamples, byte[] licenses) {
  private static final int PSSH = FourCc.of("pssh");
  private static final int SUBSAMPLES = 0x2;

  /** Bytes of senc before its entries: box header, version and flags, sample_count. */
  private static final int BEFORE_ENTRIES = 16;

  /** Bytes of saio before its only offset: box header, version and flags, entry_count. */
  private static final int BEFORE_OFFSET = 16;

  /**
   * @param at index of the sample among all samples of the source
   */
  static EncryptedSample read(TrackSetup setup, SourceSegment source, int at) {
    Sample sample = source.samples().get(at);
    FragmentHeader fragment = source.parts().fragments().get(sample.fragment());
    int index =
        (int)
            source.samples().stream()
                .limit(at)
                .filter(s -> s.fragment() == sample.fragment())
                .count();
    KeyGroups keys = KeyGroups.read(setup, source.description(sample), fragment.inTrack());
    Vectors vectors = Vectors.read(fragment.inTrack(), keys, index);
    return new EncryptedSample(
        keys.of(index) == 0 ? FillerSegment.NOTHING : keys.descriptions(),
        keys.of(index),
        vectors.entry(),
        vectors.subsamples(),
        pssh(fragment.inMovie()));
  }

  private static byte[] pssh(byte[] inMovie) {
    byte[] found = FillerSegment.NOTHING;
    BoxCursor box = BoxCursor.over(inMovie);
    while (box.next()) {
      if (box.type() == PSSH) {
        found = BoxWriter.join(found, Arrays.copyOfRange(inMovie, box.start(), box.end()));
      }
    }
    return found;
  }

  /** The initialization vector and subsamples of one sample. */
  private record Vectors(byte[] entry, boolean subsamples) {
    static Vectors read(byte[] inTrack, KeyGroups keys, int index) {
      Optional<BoxCursor> senc = first(inTrack, FourCc.SENC);
      if (senc.isEmpty()) {
        // With a constant vector for whole samples, single samples need no entries.
        NoFillerException.unless(
            keys.vectorSize(index) == 0 && first(inTrack, FourCc.SAIZ).isEmpty(),
            "its source is encrypted and has no senc box");
        return new Vectors(FillerSegment.NOTHING, false);
      }
      BoxFields fields = senc.get().fields();
      boolean subsamples = (fields.s32() & SUBSAMPLES) != 0;
      NoFillerException.unless(
          fields.u32() > index, "the senc box of its source does not cover all samples");
      int from = fields.position();
      for (int i = 0; i <= index; i++) {
        from = fields.position();
        fields.skip(keys.vectorSize(i));
        fields.skip(subsamples ? 6 * fields.u16() : 0);
      }
      NoFillerException.unless(fields.ok(), "the senc box of its source is too short");
      return new Vectors(Arrays.copyOfRange(inTrack, from, fields.position()), subsamples);
    }
  }

  private static Optional<BoxCursor> first(byte[] boxes, int type) {
    BoxCursor box = BoxCursor.over(boxes);
    while (box.next()) {
      if (box.type() == type) {
        return Optional.of(box);
      }
    }
    return Optional.empty();
  }

  byte[] segment(TrackSetup setup, long description, ExactGrid grid, long start, Sample sample) {
    byte[] segment =
        FillerSegment.of(setup, description, grid, start, List.of(sample), licenses, inTrack());
    pointToVectors(segment);
    return segment;
  }

  private byte[] inTrack() {
    byte[] boxes = group == 0 ? FillerSegment.NOTHING : BoxWriter.join(groups, toGroup());
    if (vectors.length == 0) {
      return boxes;
    }
    byte[] sizes = new byte[] {(byte) vectors.length, 0, 0, 0, 1};
    NoFillerException.unless(vectors.length <= 0xff, "its source has too many subsamples");
    return BoxWriter.join(
        boxes,
        BoxWriter.fullBox(FourCc.SAIZ, 0, 0, sizes),
        BoxWriter.fullBox(FourCc.SAIO, 0, 0, BoxWriter.u32(1), BoxWriter.u32(0)),
        BoxWriter.fullBox(FourCc.SENC, 0, subsamples ? SUBSAMPLES : 0, BoxWriter.u32(1), vectors));
  }

  /** Returns an sbgp that assigns one sample to the group (ISO/IEC 14496-12, 8.9.2). */
  private byte[] toGroup() {
    return BoxWriter.fullBox(
        FourCc.SBGP,
        0,
        0,
        BoxWriter.u32(FourCc.SEIG),
        BoxWriter.u32(1),
        BoxWriter.u32(1),
        BoxWriter.u32(group));
  }

  /**
   * Sets the offset in saio. It counts from moof (ISO/IEC 14496-12, 8.7.9), which exists only now.
   */
  private static void pointToVectors(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment);
    BoxCursor top = BoxCursor.over(segment);
    while (top.next()) {
      BoxCursor inMoof = top.children();
      while (top.type() == FourCc.MOOF && inMoof.next()) {
        BoxCursor inTraf = inMoof.children();
        int offset = 0;
        while (inMoof.type() == FourCc.TRAF && inTraf.next()) {
          if (inTraf.type() == FourCc.SAIO) {
            offset = inTraf.start() + BEFORE_OFFSET;
          } else if (inTraf.type() == FourCc.SENC) {
            bytes.putInt(offset, inTraf.start() + BEFORE_ENTRIES - top.start());
          }
        }
      }
    }
  }
}
