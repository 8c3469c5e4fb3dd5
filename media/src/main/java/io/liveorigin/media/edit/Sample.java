package io.liveorigin.media.edit;

import java.nio.ByteBuffer;

/**
 * One sample of a media segment (ISO/IEC 14496-12, 8.8.8).
 *
 * @param fragment which fragment of the segment holds it, from 0
 * @param duration ticks of the track
 * @param flags sample_flags (8.8.3.1)
 * @param compositionOffset presentation time - decode time, ticks
 * @param data its bytes; read only by absolute offset
 */
public record Sample(
    int fragment, long duration, int flags, long compositionOffset, ByteBuffer data) {

  private static final int NON_SYNC = 0x1_0000;

  /** Whether it says that it can be decoded without those before it. */
  public boolean isSync() {
    return (flags & NON_SYNC) == 0;
  }

  /** Bytes of its data. */
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
