package io.liveorigin.media.vtt;

import io.liveorigin.contract.schedule.MediaTime;
import java.util.List;

/**
 * Writes a WebVTT file of one segment. Cues count from the segment's first sample, which {@code
 * X-TIMESTAMP-MAP} puts into the media time of all tracks (RFC 8216bis, 3.1.4). Pure.
 */
final class WebVttWriter {
  /** Of {@code MPEGTS}: ticks per second, and their 33 bits (ISO/IEC 13818-1, 2.4.3.7). */
  private static final long CLOCK = 90_000;

  private static final long TICKS = 1L << 33;
  private static final long TICKS_PER_MILLI = CLOCK / 1_000;

  private final TextTrack track;
  private final long begin;
  private final StringBuilder out = new StringBuilder(512);

  private WebVttWriter(TextTrack track, long start) {
    this.track = track;
    this.begin = clock(start);
  }

  /**
   * The file.
   *
   * @param start when the first sample is presented, ticks of the track
   */
  static String write(TextTrack track, long start, List<TimedCue> cues) {
    WebVttWriter writer = new WebVttWriter(track, start);
    writer.header();
    cues.forEach(writer::cue);
    return writer.out.toString();
  }

  /** Rounded down, so that no cue goes on when the next segment has the same one again. */
  private long clock(long ticks) {
    return MediaTime.floor(ticks, track.timescale(), CLOCK);
  }

  private long millis(long ticks) {
    return Math.max(0, clock(ticks) - begin) / TICKS_PER_MILLI;
  }

  private void header() {
    line(VttHeader.SIGNATURE);
    line(
        VttHeader.TIMESTAMP_MAP
            + "=MPEGTS:"
            + Math.floorMod(begin, TICKS)
            + ",LOCAL:"
            + CueTimestamps.write(0));
    track.header().metadata().forEach(this::line);
    track.header().blocks().forEach(this::block);
  }

  private void cue(TimedCue timed) {
    long start = millis(timed.start());
    long end = millis(timed.end());
    Cue cue = timed.cue();
    List<String> payload = CueText.payload(cue.payload(), cue.time(), start);
    if (end <= start || payload.isEmpty()) {
      return;
    }
    // Without its id: hls.js takes a cue for one that it has, whatever its times, and one that goes
    // on in the next segment would end with this one.
    line("");
    String settings = CueText.settings(cue.settings());
    line(
        CueTimestamps.write(start)
            + " "
            + VttLines.ARROW
            + " "
            + CueTimestamps.write(end)
            + (settings.isEmpty() ? "" : " " + settings));
    payload.forEach(this::line);
  }

  private void block(List<String> lines) {
    line("");
    lines.forEach(this::line);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
