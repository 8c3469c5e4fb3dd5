package io.liveorigin.bench.publish;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.ClipTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Real segments, padded to a given size with a {@code free} box (ISO/IEC 14496-12, 8.1.2). */
public final class PaddedSegments {
  private static final int HEADER = 8;

  private PaddedSegments() {}

  /**
   * Returns segment {@code number} with exactly {@code size} bytes, or unpadded if fewer than 8
   * bytes are missing.
   */
  public static byte[] of(ClipTrack track, long number, Schedule schedule, int size) {
    byte[] segment = track.segment(number, schedule).bytes();
    int padding = size - segment.length;
    if (padding < HEADER) {
      return segment;
    }
    return ByteBuffer.allocate(size)
        .put(segment)
        .putInt(padding)
        .put("free".getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
