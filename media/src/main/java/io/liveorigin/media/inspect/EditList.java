package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxMath;

/**
 * The effect of a track's edit list on its presentation times (ISO/IEC 14496-12, 8.6.6). CMAF
 * 7.5.13 and the byte stream format of MSE know one edit, which begins at some media time.
 * Packagers use it to remove the delay for reordered frames and the priming of audio from
 * presentation times.
 *
 * @param mediaTime media_time of the first edit that has media, ticks of the track: a sample that
 *     is composed then is presented at the start
 * @param delay how long the empty edits before it last, ticks of the track
 * @param beginsEmpty whether the first edit is an empty one, even without duration. Browsers read
 *     the first edit only, and skip it if it is empty
 */
public record EditList(long mediaTime, long delay, boolean beginsEmpty) {
  public static final EditList NONE = new EditList(0, 0, false);

  /**
   * Returns by how much samples are presented later than they are composed, ticks; may be negative.
   */
  long shift() {
    return BoxMath.subtract(delay, mediaTime);
  }

  /** Whether all samples are presented when they are composed. */
  boolean none() {
    return mediaTime == 0 && delay == 0;
  }
}
