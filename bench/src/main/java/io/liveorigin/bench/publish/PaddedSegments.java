package io.liveorigin.bench.publish;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.ClipTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Real segments, made as large as wanted by a {@code free} box (ISO/IEC 14496-12, 8.1.2). */
public final class PaddedSegments {
  private static final int HEADER = 8;

  private PaddedSegments() {}

  /** Segment {@code number} of exactly {@code size} bytes, or as it is where it is larger. */
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
