package io.liveorigin.media.vtt;

import io.liveorigin.contract.schedule.MediaTime;
import java.util.List;

/**
 * Writes a WebVTT file of one segment. Cue times count from the segment's first sample, which
 * {@code X-TIMESTAMP-MAP} maps to the media time of all tracks (RFC 8216bis, 3.1.4). Pure.
 */
final class WebVttWriter {
  /** Ticks per second of {@code MPEGTS}, and their range of 33 bits (ISO/IEC 13818-1, 2.4.3.7). */
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
   * Returns the file.
   *
   * @param start presentation time of the first sample, ticks of the track
   */
  static String write(TextTrack track, long start, List<TimedCue> cues) {
    WebVttWriter writer = new WebVttWriter(track, start);
    writer.header();
    cues.forEach(writer::cue);
    return writer.out.toString();
  }

  /**
   * Converts ticks, rounded down, so that no cue lasts into the next segment, which has it again.
   */
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
    // Written without its id: hls.js regards a cue with a known id as one that it has, whatever its
    // times are. A cue that continues in the next segment would end with this one.
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
