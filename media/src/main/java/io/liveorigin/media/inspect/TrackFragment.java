package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxFields;
import java.util.Optional;

/**
 * The defaults of the current track fragment, from tfhd or else from trex (ISO/IEC 14496-12, 8.8.7
 * and 8.8.3). The object is reused for each traf, so that many of them need no more memory than
 * one.
 */
final class TrackFragment {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int SAMPLE_DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int DURATION_IS_EMPTY = 0x1_0000;
  private static final int DEFAULT_BASE_IS_MOOF = 0x2_0000;

  private int says;
  private long trackId;
  private long sampleDescription;
  private long duration;
  private long size;
  private int flags;
  private boolean sizeKnown;

  /** Reads tfhd; returns false if it is too short for the fields that its flags announce. */
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
    sizeKnown = saysSize();
    return tfhd.ok();
  }

  /** Fills in the values that tfhd omits; without an init segment they are 0: a sync sample. */
  void inherit(Optional<InitTrack> init) {
    if (init.isEmpty()) {
      return;
    }
    InitTrack track = init.get();
    sizeKnown = true;
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

  /**
   * Whether base-data-offset-present is set: offsets refer to a file of which this segment is only
   * a part.
   */
  boolean hasBaseDataOffset() {
    return says(BASE_DATA_OFFSET);
  }

  /** Whether default-base-is-moof is set: data offsets count from the start of the moof box. */
  boolean countsFromMoof() {
    return says(DEFAULT_BASE_IS_MOOF);
  }

  /** Whether duration-is-empty is set: there are no samples for the default duration. */
  boolean isEmpty() {
    return says(DURATION_IS_EMPTY);
  }

  long trackId() {
    return trackId;
  }

  /** Returns sample_description_index, from 1; 0 if tfhd omits it. */
  long sampleDescription() {
    return sampleDescription;
  }

  /** Returns default_sample_duration, ticks. */
  long duration() {
    return duration;
  }

  /** Returns default_sample_size, bytes. */
  long size() {
    return size;
  }

  /** Whether {@link #size} is known: without an init segment trex is not. */
  boolean sizeKnown() {
    return sizeKnown;
  }

  /** Returns default_sample_flags; 0, which means a sync sample, if they are not known. */
  int flags() {
    return flags;
  }
}
