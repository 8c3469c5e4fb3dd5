package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxFields;
import java.util.Optional;

/**
 * The defaults of the track fragment that the pass is in, tfhd over trex (ISO/IEC 14496-12, 8.8.7
 * and 8.8.3). Read anew for each traf, so that many of them need no more memory than one.
 */
final class TrackFragment {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int SAMPLE_DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int DEFAULT_FLAGS = 0x20;

  private int says;
  private long trackId;
  private long sampleDescription;
  private long duration;
  private long size;
  private int flags;

  /** Reads tfhd; false where it is too short for what its flags announce. */
  boolean read(BoxFields tfhd) {
    says = tfhd.s32();
    trackId = tfhd.u32();
    if (says(BASE_DATA_OFFSET)) {
      tfhd.skip(8);
    }
    sampleDescription = says(SAMPLE_DESCRIPTION_INDEX) ? tfhd.u32() : 0;
    duration = says(DEFAULT_DURATION) ? tfhd.u32() : 0;
    size = says(DEFAULT_SIZE) ? tfhd.u32() : 0;
    flags = says(DEFAULT_FLAGS) ? tfhd.s32() : 0;
    return tfhd.ok();
  }

  /** Fills in what tfhd does not say; without an init segment that is 0, and a sync sample. */
  void inherit(Optional<InitTrack> init) {
    if (init.isEmpty()) {
      return;
    }
    InitTrack track = init.get();
    duration = saysDuration() ? duration : track.defaultSampleDuration();
    size = saysSize() ? size : track.defaultSampleSize();
    flags = saysFlags() ? flags : track.defaultSampleFlags();
  }

  private boolean says(int flag) {
    return (says & flag) != 0;
  }

  boolean saysDuration() {
    return says(DEFAULT_DURATION);
  }

  boolean saysSize() {
    return says(DEFAULT_SIZE);
  }

  boolean saysFlags() {
    return says(DEFAULT_FLAGS);
  }

  long trackId() {
    return trackId;
  }

  /** sample_description_index, from 1; 0 where tfhd does not say it. */
  long sampleDescription() {
    return sampleDescription;
  }

  /** default_sample_duration, ticks. */
  long duration() {
    return duration;
  }

  /** default_sample_size, bytes. */
  long size() {
    return size;
  }

  /** default_sample_flags; 0, which means a sync sample, where nobody says. */
  int flags() {
    return flags;
  }
}
