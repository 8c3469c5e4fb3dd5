package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.Saturated;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One trun with all defaults applied: a view of the bytes, not a copy (ISO/IEC 14496-12, 8.8.8).
 * The number of samples may be up to 2^32 where no sample has fields of its own, so ask {@link
 * #uniform()} before looping over the samples. Valid while the bytes are unchanged; any thread.
 */
public final class TrackRun {
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_SAMPLE_FLAGS = 0x4;
  private static final int DURATION = 0x100;
  private static final int SIZE = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSET = 0x800;
  private static final int NON_SYNC = 0x10000;
  private static final int FIELD = 4;

  private final ByteBuffer bytes;
  private final TrackFragment defaults;
  private final int flags;
  private final long count;
  private final OptionalInt firstFlags;
  private final int entries;

  private TrackRun(
      ByteBuffer bytes,
      TrackFragment defaults,
      int flags,
      long count,
      OptionalInt firstFlags,
      int entries) {
    this.bytes = bytes;
    this.defaults = defaults;
    this.flags = flags;
    this.count = count;
    this.firstFlags = firstFlags;
    this.entries = entries;
  }

  /** Reads trun; empty where its samples do not fit into the box. */
  static Optional<TrackRun> read(BoxFields trun, ByteBuffer bytes, TrackFragment defaults) {
    int flags = trun.s32();
    long count = trun.u32();
    if ((flags & DATA_OFFSET) != 0) {
      trun.skip(FIELD);
    }
    OptionalInt firstFlags =
        (flags & FIRST_SAMPLE_FLAGS) != 0 ? OptionalInt.of(trun.s32()) : OptionalInt.empty();
    if (!trun.ok() || count * entrySize(flags) > trun.remaining()) {
      return Optional.empty();
    }
    return Optional.of(new TrackRun(bytes, defaults, flags, count, firstFlags, trun.position()));
  }

  private static int entrySize(int flags) {
    return FIELD * Integer.bitCount(flags & (DURATION | SIZE | FLAGS | COMPOSITION_OFFSET));
  }

  public long trackId() {
    return defaults.trackId();
  }

  /** Number of samples, 0 to 2^32 - 1. */
  public long count() {
    return count;
  }

  /** Whether all samples have the same duration without saying so one by one. */
  public boolean uniform() {
    return (flags & DURATION) == 0;
  }

  /** Duration of sample {@code i} in ticks. */
  public long duration(long i) {
    return uniform() ? defaults.duration() : field(i, DURATION);
  }

  /** Size of sample {@code i} in bytes. */
  public long size(long i) {
    return (flags & SIZE) == 0 ? defaults.size() : field(i, SIZE);
  }

  /** Whether sample {@code i} is a sync sample (8.8.3.1, sample_is_non_sync_sample). */
  public boolean sync(long i) {
    int own;
    if (i == 0 && firstFlags.isPresent()) {
      own = firstFlags.getAsInt();
    } else {
      own = (flags & FLAGS) == 0 ? defaults.flags() : (int) field(i, FLAGS);
    }
    return (own & NON_SYNC) == 0;
  }

  /** Sum of the sample durations, ticks. */
  public long totalDuration() {
    if (uniform()) {
      return Saturated.multiply(count, defaults.duration());
    }
    long sum = 0;
    for (long i = 0; i < count; i++) {
      sum += field(i, DURATION);
    }
    return sum;
  }

  /** Sum of the sample sizes, bytes. */
  public long totalSize() {
    if ((flags & SIZE) == 0) {
      return Saturated.multiply(count, defaults.size());
    }
    long sum = 0;
    for (long i = 0; i < count; i++) {
      sum += field(i, SIZE);
    }
    return sum;
  }

  /** Absolute reads inside the box: {@link #read} has seen that all entries fit. */
  private long field(long i, int flag) {
    int before = entrySize(flags & (flag - 1));
    int at = entries + Math.toIntExact(i) * entrySize(flags) + before;
    return bytes.getInt(at) & 0xffff_ffffL;
  }
}
