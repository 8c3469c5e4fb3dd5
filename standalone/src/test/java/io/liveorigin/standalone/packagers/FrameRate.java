package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.schedule.SegmentDuration;

/** Frame rates, each with the segment duration that holds a whole number of its frames. */
enum FrameRate {
  FPS_23_976("24000/1001", 48, 60_060, 30_000, 24_000),
  FPS_25("25", 50, 2, 1, 12_800),
  FPS_29_97("30000/1001", 60, 60_060, 30_000, 30_000),
  FPS_50("50", 100, 2, 1, 12_800),
  FPS_59_94("60000/1001", 120, 60_060, 30_000, 60_000);

  /** As FFmpeg and the MPD write it. */
  final String text;

  final int framesPerSegment;
  private final int durationTicks;
  private final int durationTimescale;

  /** Ticks per second that FFmpeg's MP4 muxer chooses for it. */
  final long timescale;

  FrameRate(
      String text, int framesPerSegment, int durationTicks, int durationTimescale, long timescale) {
    this.text = text;
    this.framesPerSegment = framesPerSegment;
    this.durationTicks = durationTicks;
    this.durationTimescale = durationTimescale;
    this.timescale = timescale;
  }

  SegmentDuration duration() {
    return new SegmentDuration(durationTicks, durationTimescale);
  }
}
