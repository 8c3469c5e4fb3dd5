package io.liveorigin.media.fill;

import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;

/**
 * A segment without samples, at its time by the schedule: one fragment whose track has no run,
 * which ISO/IEC 14496-12, 8.8.6, allows. A player appends it, has nothing more to play than before,
 * requests the next number, and then jumps over the gap. This works with any codec and with
 * encrypted tracks. Pure.
 */
final class EmptySegment {
  private static final int DEFAULT_BASE_IS_MOOF = 0x2_0000;

  private EmptySegment() {}

  static byte[] of(TrackSetup setup, ExactGrid grid) {
    SampleTimes times = SampleTimes.scheduled(grid, setup.editShift().negated());
    byte[] track =
        BoxWriter.box(
            FourCc.TRAF,
            BoxWriter.fullBox(FourCc.TFHD, 0, DEFAULT_BASE_IS_MOOF, BoxWriter.u32(setup.trackId())),
            BoxWriter.fullBox(FourCc.TFDT, 1, 0, BoxWriter.u64(times.start())));
    return BoxWriter.join(
        FillerSegment.SEGMENT_TYPE,
        BoxWriter.box(
            FourCc.MOOF, BoxWriter.fullBox(FourCc.MFHD, 0, 0, BoxWriter.u32(grid.number())), track),
        BoxWriter.box(FourCc.MDAT));
  }
}
