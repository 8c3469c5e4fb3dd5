package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One tfhd (ISO/IEC 14496-12, 8.8.7). Values that it omits come from the init segment.
 *
 * @param trackId track_ID
 * @param base position from which data offsets count, bytes from the start of the segment
 * @param description sample_description_index
 * @param duration default_sample_duration, ticks
 * @param size default_sample_size, bytes
 * @param flags default_sample_flags
 */
public record TrackHeader(
    long trackId,
    long base,
    OptionalLong description,
    OptionalLong duration,
    OptionalLong size,
    OptionalInt flags) {
  static final int BASE_DATA_OFFSET = 0x1;
  static final int DESCRIPTION = 0x2;
  static final int DURATION = 0x8;
  static final int SIZE = 0x10;
  static final int FLAGS = 0x20;
  static final int BASE_IS_MOOF = 0x20000;

  static TrackHeader read(BoxCursor tfhd, int moofStart) {
    BoxFields fields = tfhd.fields();
    int present = fields.s32();
    TrackHeader header =
        new TrackHeader(
            fields.u32(),
            (present & BASE_DATA_OFFSET) != 0 ? fields.u64() : moofStart,
            optional(present & DESCRIPTION, fields),
            optional(present & DURATION, fields),
            optional(present & SIZE, fields),
            (present & FLAGS) != 0 ? OptionalInt.of(fields.s32()) : OptionalInt.empty());
    BoxBytes.require(fields.ok(), "tfhd", tfhd.start());
    return header;
  }

  /** Returns the header with {@code defaults} for the values that it omits. */
  TrackHeader with(TrackDefaults defaults) {
    return new TrackHeader(
        trackId,
        base,
        description,
        duration.isPresent() ? duration : defaults.duration(),
        size.isPresent() ? size : defaults.size(),
        flags.isPresent() ? flags : defaults.flags());
  }

  private static OptionalLong optional(int present, BoxFields fields) {
    return present != 0 ? OptionalLong.of(fields.u32()) : OptionalLong.empty();
  }
}
