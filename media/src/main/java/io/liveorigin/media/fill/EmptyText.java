package io.liveorigin.media.fill;

import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.inspect.SampleEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Text that shows nothing: one sample that lasts the whole segment. Pure. */
final class EmptyText {
  /** A VTTEmptyCueBox (ISO/IEC 14496-30, 7.7). */
  private static final byte[] WVTT = {0, 0, 0, 8, 'v', 't', 't', 'e'};

  /** A document without content (ISO/IEC 14496-30, 6.4; TTML 2, 8.1). */
  private static final byte[] STPP =
      "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\"><head/><body/></tt>"
          .getBytes(StandardCharsets.UTF_8);

  private EmptyText() {}

  static byte[] segment(TrackSetup setup, Optional<SourceSegment> source, ExactGrid grid) {
    long description = source.map(s -> s.description(s.last())).orElse(1L);
    byte[] data = data(setup.entry(description));
    Fraction shift = setup.editShift().negated();
    SampleTimes times =
        source
            .map(s -> SegmentBoundaries.of(grid, s, Fraction.ONE, List.of(shift)).filler())
            .orElseGet(() -> SampleTimes.scheduled(grid, shift));
    Sample sample = FillerSegment.sample(times.duration(), 0, ByteBuffer.wrap(data));
    return FillerSegment.of(setup, description, grid, times.start(), List.of(sample));
  }

  private static byte[] data(SampleEntry entry) {
    return switch (entry.type()) {
      case "wvtt" -> WVTT;
      case "stpp" -> STPP;
      default ->
          throw NoFillerException.because(
              "there are no fillers for text with sample entry " + entry.type());
    };
  }
}
