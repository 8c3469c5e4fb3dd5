package io.liveorigin.media.fill;

import io.liveorigin.media.edit.FragmentHeader;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SegmentParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A segment that a filler is made from.
 *
 * @param number its own
 * @param start decode time of its first sample, ticks
 * @param end where its last fragment ends, ticks
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
          end >= 0 && end <= MAX_TIME, "the decode time of its source cannot be believed");
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

  /** sample_description_index of a sample, from 1. */
  long description(Sample sample) {
    return parts.fragments().get(sample.fragment()).track().description().orElse(1);
  }

  /** How long most of its samples last, ticks; of equally frequent ones the one that came first. */
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
