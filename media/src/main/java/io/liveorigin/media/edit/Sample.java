package io.liveorigin.media.edit;

import java.nio.ByteBuffer;

/**
 * One sample of a media segment (ISO/IEC 14496-12, 8.8.8).
 *
 * @param fragment index of the fragment of the segment that holds it, from 0
 * @param duration ticks of the track
 * @param flags sample_flags (8.8.3.1)
 * @param compositionOffset presentation time - decode time, ticks
 * @param data its bytes; read only by absolute offset
 */
public record Sample(
    int fragment, long duration, int flags, long compositionOffset, ByteBuffer data) {

  private static final int NON_SYNC = 0x1_0000;

  /** Whether its flags say that it can be decoded without earlier samples. */
  public boolean isSync() {
    return (flags & NON_SYNC) == 0;
  }

  /** Returns the size of its data, bytes. */
  public int size() {
    return data.remaining();
  }

  Sample lasting(long ticks) {
    return new Sample(fragment, ticks, flags, compositionOffset, data);
  }

  Sample flagged(int other) {
    return new Sample(fragment, duration, other, compositionOffset, data);
  }
}
