package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import java.util.OptionalInt;

/** Reads one trun, entry by entry, with the defaults of tfhd applied (ISO/IEC 14496-12, 8.8.8). */
final class RunFields {
  static final int DATA_OFFSET = 0x1;
  static final int FIRST_FLAGS = 0x4;
  static final int DURATION = 0x100;
  static final int SIZE = 0x200;
  static final int FLAGS = 0x400;
  static final int COMPOSITION_OFFSET = 0x800;

  /** One sample; {@code size} in bytes, durations and offsets in ticks. */
  record Entry(long duration, long size, int flags, long compositionOffset) {}

  private final BoxCursor trun;
  private final TrackHeader track;
  private final BoxFields fields;
  private final int present;
  private final boolean signed;
  private final long count;
  private final OptionalInt dataOffset;
  private final OptionalInt firstFlags;

  private RunFields(BoxCursor trun, TrackHeader track) {
    this.trun = trun;
    this.track = track;
    this.fields = trun.fields();
    int versionAndFlags = fields.s32();
    this.present = versionAndFlags & 0xff_ffff;
    this.signed = versionAndFlags >>> 24 != 0;
    this.count = fields.u32();
    this.dataOffset = optional(DATA_OFFSET);
    this.firstFlags = optional(FIRST_FLAGS);
    requireRead();
  }

  static RunFields open(BoxCursor trun, TrackHeader track) {
    return new RunFields(trun, track);
  }

  long count() {
    return count;
  }

  OptionalInt dataOffset() {
    return dataOffset;
  }

  Entry next(boolean first) {
    long duration = has(DURATION) ? fields.u32() : known(track.duration().orElse(-1));
    long size = has(SIZE) ? fields.u32() : known(track.size().orElse(-1));
    int flags = has(FLAGS) ? fields.s32() : track.flags().orElse(0);
    long offset = 0;
    if (has(COMPOSITION_OFFSET)) {
      offset = signed ? fields.s32() : fields.u32();
    }
    requireRead();
    return new Entry(duration, size, first ? firstFlags.orElse(flags) : flags, offset);
  }

  private boolean has(int flag) {
    return (present & flag) != 0;
  }

  private OptionalInt optional(int flag) {
    return has(flag) ? OptionalInt.of(fields.s32()) : OptionalInt.empty();
  }

  private static long known(long value) {
    if (value < 0) {
      throw BoxBytes.refused("sample durations or sizes are given only in the init segment");
    }
    return value;
  }

  private void requireRead() {
    BoxBytes.require(fields.ok(), "trun", trun.start());
  }
}
