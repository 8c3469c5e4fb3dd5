package io.liveorigin.media.fill;

import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.inspect.SampleEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A freeze: the last key frame of the source as one sample for the whole segment. It keeps its
 * composition offset; otherwise it would be presented earlier than the frames around it. Pure.
 */
final class Freeze {
  private Freeze() {}

  static byte[] segment(TrackSetup setup, SourceSegment source, ExactGrid grid) {
    int at = keyFrame(setup, source);
    Sample picture = source.samples().get(at);
    long description = source.description(picture);
    SampleTimes times = times(setup, source, grid);
    Sample sample =
        FillerSegment.sample(times.duration(), picture.compositionOffset(), picture.data());
    return setup.entry(description).scheme().isEmpty()
        ? FillerSegment.of(setup, description, grid, times.start(), List.of(sample))
        : EncryptedSample.read(setup, source, at)
            .segment(setup, description, grid, times.start(), sample);
  }

  private static int keyFrame(TrackSetup setup, SourceSegment source) {
    List<Sample> samples = source.samples();
    for (int i = samples.size() - 1; i >= 0; i--) {
      Sample sample = samples.get(i);
      long description = source.description(sample);
      if (sample.isSync()
          && KeyFrame.is(sample.data(), setup, description, format(setup, description))) {
        return i;
      }
    }
    throw NoFillerException.because("its source has no picture that can be decoded by itself");
  }

  private static String format(TrackSetup setup, long description) {
    SampleEntry entry = setup.entry(description);
    NoFillerException.unless(
        KeyFrame.known(entry.format()),
        "there are no fillers for video with sample entry " + entry.format());
    return entry.format();
  }

  /**
   * Returns the times of the freeze. If a segment lasts as long as the schedule says, a cut may be
   * at any tick. Otherwise its frames do not divide the segment duration, and cuts are between
   * frames.
   */
  private static SampleTimes times(TrackSetup setup, SourceSegment source, ExactGrid grid) {
    Fraction length = Fraction.of(source.end() - source.start());
    Fraction off = length.minus(grid.segment()).abs();
    Fraction frame = length.over(Fraction.of(source.samples().size()));
    boolean betweenFrames = Fraction.ONE.less(off) && off.less(frame) && even(source.samples());
    Fraction unit = betweenFrames ? frame : Fraction.ONE;
    return SegmentBoundaries.of(grid, source, unit, phases(setup, source)).filler();
  }

  private static boolean even(List<Sample> samples) {
    long least = samples.stream().mapToLong(Sample::duration).min().orElse(0);
    long most = samples.stream().mapToLong(Sample::duration).max().orElse(0);
    return most - least <= 1;
  }

  /** Returns the usual shifts: the first frame is presented on the grid, or decoded there. */
  private static List<Fraction> phases(TrackSetup setup, SourceSegment source) {
    long earliest = Long.MAX_VALUE;
    long decoded = 0;
    for (Sample sample : source.samples()) {
      earliest = Math.min(earliest, decoded + sample.compositionOffset());
      decoded += sample.duration();
    }
    List<Fraction> phases = new ArrayList<>();
    phases.add(setup.editShift().plus(Fraction.of(earliest)).negated());
    phases.add(Fraction.of(0));
    return phases;
  }
}
