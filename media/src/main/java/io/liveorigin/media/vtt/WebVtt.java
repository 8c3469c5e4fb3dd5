package io.liveorigin.media.vtt;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.edit.SegmentParts;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes raw WebVTT (W3C WebVTT; RFC 8216bis, 3.1.4) from a media segment of WebVTT in MP4 (ISO/IEC
 * 14496-30, 7).
 *
 * <p>A file is a pure function of the two segments, so every node writes the same bytes. Any
 * thread.
 */
public final class WebVtt {
  /** Larger segments are unreadable: nobody reads that much text in a minute. Bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final byte[] EMPTY = "WEBVTT\n".getBytes(StandardCharsets.UTF_8);

  private WebVtt() {}

  /** Returns a file without cues, for a segment that is unreadable. */
  public static byte[] empty() {
    return EMPTY.clone();
  }

  /**
   * Returns the file, or the reason why there is none. Never throws, whatever the bytes are. The
   * arrays are read and not kept.
   *
   * @param init init segment after which the segment plays
   */
  public static RawVttResult of(byte[] init, byte[] segment) {
    try {
      return new RawVttResult.Text(text(init, segment).getBytes(StandardCharsets.UTF_8));
    } catch (OriginException e) {
      return new RawVttResult.Unreadable(e.getMessage());
    }
  }

  private static String text(byte[] init, byte[] segment) {
    NotTextException.unless(
        init.length <= MOST_BYTES && segment.length <= MOST_BYTES,
        "it is longer than " + MOST_BYTES + " bytes");
    TextTrack track = TextTrack.read(init);
    SegmentParts parts = SegmentParts.of(segment, track.defaults());
    List<TimedSample> samples = TimedSample.of(parts, track, segment.length);
    return WebVttWriter.write(track, samples.get(0).start(), TimedCue.merged(samples));
  }
}
