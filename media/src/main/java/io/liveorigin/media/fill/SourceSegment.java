package io.liveorigin.media.fill;

import io.liveorigin.media.edit.FragmentHeader;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SegmentParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A segment from which a filler is made.
 *
 * @param number its segment number
 * @param start decode time of its first sample, ticks
 * @param end end of its last fragment, ticks
 */
record SourceSegment(long number, long start, long end, SegmentParts parts) {
  private static final long MAX_TIME = 1L << 61;

  static SourceSegment read(byte[] segment, long number, TrackSetup setup) {
    SegmentParts parts = SegmentParts.of(segment, setup.defaults());
    long start = parts.fragments().get(0).startsAfter();
    long end = 0;
    int sample = 0;
    for (int i = 0; i < parts.fragments().size(); i++) {
      FragmentHeader fragment = parts.fragments().get(i);
      NoFillerException.unless(
          fragment.track().trackId() == setup.trackId(),
          "its source has a track that the init segment does not have");
      end += fragment.startsAfter();
      NoFillerException.unless(
          end >= 0 && end <= MAX_TIME, "the decode time of its source is out of range");
      while (sample < parts.samples().size() && parts.samples().get(sample).fragment() == i) {
        end += parts.samples().get(sample++).duration();
      }
    }
    NoFillerException.unless(end > start, "its source has no duration");
    return new SourceSegment(number, start, end, parts);
  }

  List<Sample> samples() {
    return parts.samples();
  }

  Sample last() {
    return samples().get(samples().size() - 1);
  }

  /** Returns the sample_description_index of a sample, from 1. */
  long description(Sample sample) {
    return parts.fragments().get(sample.fragment()).track().description().orElse(1);
  }

  /**
   * Returns the duration of most of its samples, ticks; of equally frequent ones, the first that
   * reached that count.
   */
  long typicalDuration() {
    Map<Long, Integer> counts = new HashMap<>();
    long typical = 0;
    int most = 0;
    for (Sample sample : samples()) {
      int count = counts.merge(sample.duration(), 1, Integer::sum);
      if (count > most) {
        most = count;
        typical = sample.duration();
      }
    }
    return typical;
  }
}
