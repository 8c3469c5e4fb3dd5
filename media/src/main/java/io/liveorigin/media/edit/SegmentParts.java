package io.liveorigin.media.edit;

import io.liveorigin.contract.error.OriginException;
import java.util.List;

/**
 * The parts of a media segment of one track and of one or more fragments. It can be written again
 * with other samples so that moof and mdat agree. Immutable as long as the bytes from which it was
 * made are not changed; any thread.
 *
 * @param fragments in order; a fragment without samples is not written
 * @param samples of all fragments, in decode order
 * @param after boxes after the last fragment, unchanged
 */
public record SegmentParts(List<FragmentHeader> fragments, List<Sample> samples, byte[] after) {
  public SegmentParts {
    fragments = List.copyOf(fragments);
    samples = List.copyOf(samples);
  }

  /**
   * Reads a segment. The bytes are not copied and must not be changed.
   *
   * @throws OriginException if it cannot be read, or has several tracks or no samples
   */
  public static SegmentParts of(byte[] segment, TrackDefaults defaults) {
    return new SegmentParser(segment, defaults).read();
  }

  /** Returns the segment. */
  public byte[] bytes() {
    return SegmentWriter.write(fragments, samples, after);
  }
}
