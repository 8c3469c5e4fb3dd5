package io.liveorigin.media.edit;

import io.liveorigin.contract.error.OriginException;
import java.util.List;

/**
 * A media segment of one track, of one or many fragments, taken apart: it can be put together again
 * with other samples, so that moof and mdat agree. Immutable as long as the bytes that it was made
 * of; any thread.
 *
 * @param fragments in order; a fragment without samples is not written
 * @param samples of all fragments, in decode order
 * @param after boxes behind the last fragment, as they are
 */
public record SegmentParts(List<FragmentHeader> fragments, List<Sample> samples, byte[] after) {
  public SegmentParts {
    fragments = List.copyOf(fragments);
    samples = List.copyOf(samples);
  }

  /**
   * Reads a segment; it is not copied, so it must not be changed.
   *
   * @throws OriginException where it cannot be read, has several tracks or no samples
   */
  public static SegmentParts of(byte[] segment, TrackDefaults defaults) {
    return new SegmentParser(segment, defaults).read();
  }

  /** The segment. */
  public byte[] bytes() {
    return SegmentWriter.write(fragments, samples, after);
  }
}
