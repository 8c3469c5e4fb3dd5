package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxMath;
import java.nio.ByteBuffer;

/**
 * One trun with all defaults applied: a view of the bytes, not a copy (ISO/IEC 14496-12, 8.8.8).
 * The number of samples may be up to 2^32 if no sample has fields of its own, so check {@link
 * #sameDurations()} before looping over the samples. The object is reused for each trun.
 */
final class TrackRun {
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_SAMPLE_FLAGS = 0x4;
  private static final int DURATION = 0x100;
  private static final int SIZE = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSET = 0x800;
  private static final int NON_SYNC = 0x10000;
  private static final int FIELD = 4;

  private final TrackFragment defaults;
  private ByteBuffer bytes;
  private int says;
  private long count;
  private int firstFlags;
  private int entries;
  private int stride;
  private long dataOffset;
  private long totalSize;
  private boolean hasEmptySample;

  TrackRun(TrackFragment defaults, ByteBuffer bytes) {
    this.defaults = defaults;
    this.bytes = bytes;
  }

  /** Reads trun; returns false if its samples do not fit into the box. */
  boolean read(BoxCursor box, BoxFields trun) {
    bytes = box.bytes();
    says = trun.s32();
    count = trun.u32();
    dataOffset = says(DATA_OFFSET) ? trun.s32() : 0;
    firstFlags = says(FIRST_SAMPLE_FLAGS) ? trun.s32() : 0;
    entries = trun.position();
    stride = FIELD * Integer.bitCount(says & (DURATION | SIZE | FLAGS | COMPOSITION_OFFSET));
    if (!trun.ok() || count * stride > trun.remaining()) {
      return false;
    }
    measure();
    return true;
  }

  private void measure() {
    if (!says(SIZE)) {
      totalSize = BoxMath.multiply(count, defaults.size());
      hasEmptySample = count > 0 && defaults.size() == 0 && defaults.sizeKnown();
      return;
    }
    totalSize = 0;
    hasEmptySample = false;
    for (long i = 0; i < count; i++) {
      long size = field(i, SIZE);
      totalSize += size;
      hasEmptySample |= size == 0;
    }
  }

  private boolean says(int flag) {
    return (says & flag) != 0;
  }

  /** Returns the number of samples, 0 to 2^32 - 1. */
  long count() {
    return count;
  }

  /** Whether all samples have the default duration, without fields of their own. */
  boolean sameDurations() {
    return !says(DURATION);
  }

  /** Returns the duration of sample {@code i}, ticks. */
  long duration(long i) {
    return sameDurations() ? defaults.duration() : field(i, DURATION);
  }

  /** Whether sample {@code i} is a sync sample (8.8.3.1, sample_is_non_sync_sample). */
  boolean sync(long i) {
    int own;
    if (i == 0 && says(FIRST_SAMPLE_FLAGS)) {
      own = firstFlags;
    } else {
      own = says(FLAGS) ? (int) field(i, FLAGS) : defaults.flags();
    }
    return (own & NON_SYNC) == 0;
  }

  /** Whether a duration, a size or flags of some sample come from the init segment. */
  boolean inherits() {
    boolean flagsSaid = says(FLAGS) || (says(FIRST_SAMPLE_FLAGS) && count == 1);
    return count > 0
        && ((!says(DURATION) && !defaults.saysDuration())
            || (!says(SIZE) && !defaults.saysSize())
            || (!flagsSaid && !defaults.saysFlags()));
  }

  /** Whether it states where its data begin; otherwise they follow those of the previous run. */
  boolean hasDataOffset() {
    return says(DATA_OFFSET);
  }

  /** Returns data_offset, bytes from the base of the track fragment; may be negative. */
  long dataOffset() {
    return dataOffset;
  }

  /** Returns the sum of the sample sizes, bytes. */
  long totalSize() {
    return totalSize;
  }

  /** Whether a sample is known to have no bytes. */
  boolean hasEmptySample() {
    return hasEmptySample;
  }

  /** Whether it has composition offsets, so that presentation and decode times may differ. */
  boolean reorders() {
    return says(COMPOSITION_OFFSET);
  }

  /**
   * Returns sample_composition_time_offset of sample {@code i}, ticks: unsigned in version 0,
   * signed in later ones; 0 if there is none.
   */
  long compositionOffset(long i) {
    if (!reorders()) {
      return 0;
    }
    long offset = field(i, COMPOSITION_OFFSET);
    return says >>> 24 == 0 ? offset : (int) offset;
  }

  /**
   * Reads a field by absolute offset inside the box; {@link #read} has checked that all entries
   * fit.
   */
  private long field(long i, int flag) {
    int before = FIELD * Integer.bitCount(says & (flag - 1) & (DURATION | SIZE | FLAGS));
    return bytes.getInt(entries + (int) i * stride + before) & 0xffff_ffffL;
  }
}
