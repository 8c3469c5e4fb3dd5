package io.liveorigin.media.vtt;

import io.liveorigin.media.box.BoxMath;
import io.liveorigin.media.edit.FragmentHeader;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SegmentParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One sample: the cues that are shown from one instant to another. All of them are shown together;
 * a sample without cues shows none (ISO/IEC 14496-30, 7.3).
 *
 * @param start presentation time, ticks
 * @param end presentation time of its end, ticks
 */
record TimedSample(long start, long end, List<Cue> cues) {
  private static final long MAX_TIME = 1L << 61;

  /**
   * Returns the samples of a segment in their order of presentation; at least one.
   *
   * @param most the most bytes that all samples together may have: no byte of a segment is in two
   */
  static List<TimedSample> of(SegmentParts parts, TextTrack track, int most) {
    List<TimedSample> samples = new ArrayList<>();
    long time = 0;
    long bytes = 0;
    int fragment = -1;
    for (Sample sample : parts.samples()) {
      while (fragment < sample.fragment()) {
        time += begins(parts.fragments().get(++fragment), track);
      }
      NotTextException.unless(time >= 0 && time <= MAX_TIME, "its decode time is out of range");
      bytes += sample.size();
      NotTextException.unless(bytes <= most, "its samples overlap");
      long start = BoxMath.add(BoxMath.add(time, sample.compositionOffset()), track.shift());
      samples.add(
          new TimedSample(start, BoxMath.add(start, sample.duration()), Cue.read(sample.data())));
      time += sample.duration();
    }
    samples.sort(Comparator.comparingLong(TimedSample::start));
    return samples;
  }

  /** Returns the start of a fragment, ticks after the end of the previous one. */
  private static long begins(FragmentHeader fragment, TextTrack track) {
    NotTextException.unless(
        fragment.track().trackId() == track.trackId(),
        "it has a track that the init segment does not have");
    return fragment.startsAfter();
  }
}
