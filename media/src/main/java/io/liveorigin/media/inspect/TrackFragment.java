package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxFields;
import java.util.Optional;

/**
 * The defaults of one track fragment, tfhd over trex (ISO/IEC 14496-12, 8.8.7 and 8.8.3).
 *
 * @param trackId track_ID
 * @param duration default_sample_duration, ticks
 * @param size default_sample_size, bytes
 * @param flags default_sample_flags; 0, which means a sync sample, where nobody says
 */
record TrackFragment(long trackId, long duration, long size, int flags) {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int SAMPLE_DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int DEFAULT_FLAGS = 0x20;

  /** Reads tfhd; empty where it is too short for what its flags announce. */
  static Optional<TrackFragment> read(BoxFields tfhd, InspectionContext context) {
    int flags = tfhd.s32();
    long trackId = tfhd.u32();
    if ((flags & BASE_DATA_OFFSET) != 0) {
      tfhd.skip(8);
    }
    if ((flags & SAMPLE_DESCRIPTION_INDEX) != 0) {
      tfhd.skip(4);
    }
    Optional<InitTrack> init = context.initTrack(trackId);
    long duration =
        (flags & DEFAULT_DURATION) != 0
            ? tfhd.u32()
            : init.map(InitTrack::defaultSampleDuration).orElse(0L);
    long size =
        (flags & DEFAULT_SIZE) != 0
            ? tfhd.u32()
            : init.map(InitTrack::defaultSampleSize).orElse(0L);
    int sampleFlags =
        (flags & DEFAULT_FLAGS) != 0
            ? tfhd.s32()
            : init.map(InitTrack::defaultSampleFlags).orElse(0);
    return tfhd.ok()
        ? Optional.of(new TrackFragment(trackId, duration, size, sampleFlags))
        : Optional.empty();
  }
}
