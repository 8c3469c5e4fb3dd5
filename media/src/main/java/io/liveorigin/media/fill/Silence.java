package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.inspect.SampleEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Silence: as many silent frames as fit between two cuts of the packager. Pure. */
final class Silence {
  /** More than a minute of the shortest frames, which last 2.5 ms. */
  private static final int MAX_FRAMES = 1 << 15;

  private Silence() {}

  /**
   * Silence of one codec.
   *
   * @param bytes one frame
   * @param duration duration of the frame, ticks
   */
  record Frame(byte[] bytes, Fraction duration) {}

  static byte[] segment(TrackSetup setup, SourceSegment source, ExactGrid grid) {
    long description = source.description(source.last());
    SampleEntry entry = setup.entry(description);
    // Frames in the clear among encrypted ones are legal, but players are known to fail on them.
    NoFillerException.unless(entry.scheme().isEmpty(), "there are no fillers for encrypted audio");
    Frame frame = frame(setup, source, description, entry);
    long typical = source.typicalDuration();
    NoFillerException.unless(
        Fraction.of(typical).minus(frame.duration()).abs().compareTo(Fraction.ONE) <= 0,
        "the sample duration of its source differs from the frame duration of its codec");
    List<Fraction> phases = List.of(setup.editShift().negated());
    SampleTimes times = SegmentBoundaries.of(grid, source, frame.duration(), phases).filler();
    NoFillerException.unless(times.count() <= MAX_FRAMES, "it would have too many frames");
    List<Sample> samples = new ArrayList<>();
    for (long i = 0; i < times.count(); i++) {
      ByteBuffer data = ByteBuffer.wrap(frame.bytes());
      samples.add(FillerSegment.sample(times.duration(i), 0, data));
    }
    return FillerSegment.of(setup, description, grid, times.start(), samples);
  }

  private static Frame frame(
      TrackSetup setup, SourceSegment source, long description, SampleEntry entry) {
    long timescale = setup.timescale();
    return switch (entry.format()) {
      case "mp4a" -> AacSilence.frame(box(setup, description, "esds"), timescale);
      case "Opus" ->
          OpusSilence.frame(box(setup, description, "dOps"), source.typicalDuration(), timescale);
      case "ac-3" -> Ac3Silence.frame(source.last().data(), timescale);
      case "ec-3" ->
          Eac3Silence.frame(box(setup, description, "dec3"), source.last().data(), timescale);
      default ->
          throw NoFillerException.because(
              "there are no fillers for audio with sample entry " + entry.format());
    };
  }

  private static BoxCursor box(TrackSetup setup, long description, String type) {
    return setup
        .box(description, type)
        .orElseThrow(() -> NoFillerException.because("the init segment has no " + type));
  }
}
