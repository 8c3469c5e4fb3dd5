package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxMath;

/**
 * The start of a live track by its elst box (ISO/IEC 14496-12, 8.6.6): its edits up to the first
 * one that has media. A live track has no end, so later ones are never reached.
 *
 * @param mediaTime of the first edit that has media, ticks of the track; 0 if there is none
 * @param empty how long the empty edits before it last, ticks of the movie
 * @param beginsEmpty whether the first edit is an empty one
 */
record EditEntries(long mediaTime, long empty, boolean beginsEmpty) {
  static final EditEntries NONE = new EditEntries(0, 0, false);

  /** Size of one entry in versions 0 and 1, bytes. */
  private static final int ENTRY = 12;

  private static final int WIDE_ENTRY = 20;

  static EditEntries read(BoxCursor elst, StructureDefects structureDefects) {
    BoxFields fields = elst.fields();
    boolean wide = fields.s32() >>> 24 != 0;
    long count = fields.u32();
    if (!fields.ok() || count * (wide ? WIDE_ENTRY : ENTRY) > fields.remaining()) {
      structureDefects.malformed("box-fields", elst.start());
      return NONE;
    }
    long empty = 0;
    for (long i = 0; i < count; i++) {
      long duration = wide ? fields.u64() : fields.u32();
      long mediaTime = wide ? fields.s64() : fields.s32();
      fields.skip(4); // media_rate
      if (mediaTime >= 0) {
        return new EditEntries(mediaTime, empty, i > 0);
      }
      empty = BoxMath.add(empty, duration);
    }
    return new EditEntries(0, empty, count > 0);
  }

  /**
   * Returns all values in ticks of the track; without a timescale of the movie, empty edits last no
   * time.
   */
  EditList inTicks(long timescale, long movieTimescale) {
    long delay = movieTimescale == 0 ? 0 : BoxMath.multiply(empty, timescale) / movieTimescale;
    return new EditList(mediaTime, delay, beginsEmpty);
  }
}
