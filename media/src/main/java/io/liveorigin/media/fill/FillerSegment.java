package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.edit.FragmentHeader;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SegmentParts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** Assembles a filler: styp, one moof, one mdat. Pure. */
final class FillerSegment {
  /** sample_depends_on 2: depends on no other sample; a sync sample (ISO/IEC 14496-12, 8.8.3.1). */
  static final int SYNC = 0x0200_0000;

  static final byte[] NOTHING = {};

  /**
   * A media segment of CMAF (7.3.2) that is a filler and may be replaced later (ISO/IEC 23009-1,
   * 6.3.4; DASH-IF Live Media Ingest, interface 1).
   */
  static final byte[] SEGMENT_TYPE =
      BoxWriter.box(
          FourCc.STYP,
          BoxWriter.u32(FourCc.of("msdh")),
          BoxWriter.u32(0),
          BoxWriter.u32(FourCc.of("msdh")),
          BoxWriter.u32(FourCc.of("cmfs")),
          BoxWriter.u32(FourCc.of("slat")));

  private FillerSegment() {}

  /** Returns a filler of samples that need no other boxes. */
  static byte[] of(
      TrackSetup setup, long description, ExactGrid grid, long start, List<Sample> samples) {
    return of(setup, description, grid, start, samples, NOTHING, NOTHING);
  }

  static byte[] of(
      TrackSetup setup,
      long description,
      ExactGrid grid,
      long start,
      List<Sample> samples,
      byte[] inMovie,
      byte[] inTrack) {
    FragmentHeader header =
        FragmentHeader.of(
            SEGMENT_TYPE,
            grid.number(),
            setup.trackId(),
            OptionalLong.of(description),
            start,
            inMovie,
            inTrack);
    return new SegmentParts(List.of(header), samples, NOTHING).bytes();
  }

  static Sample sample(long duration, long compositionOffset, ByteBuffer data) {
    return new Sample(0, duration, SYNC, compositionOffset, data);
  }
}
