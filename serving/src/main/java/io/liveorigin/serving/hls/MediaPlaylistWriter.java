package io.liveorigin.serving.hls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes media playlists (RFC 8216bis, 4.4). The text of a line depends on the line alone, and on
 * whether it is the first: the same values give the same bytes. Pure; any thread.
 */
public final class MediaPlaylistWriter {
  public static final String MEDIA_TYPE = "application/vnd.apple.mpegurl";

  /**
   * EXT-X-SKIP needs 9 (8). It is the same without, since AVPlayer refuses EXT-X-SERVER-CONTROL
   * below it.
   */
  static final int VERSION = 9;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MICROS = 1_000_000;

  private MediaPlaylistWriter() {}

  /** All lines; UTF-8. */
  public static byte[] full(MediaPlaylist playlist) {
    return write(playlist, 0);
  }

  /**
   * A delta update (6.2.5.1): what is old enough is left out. The full list where nothing is.
   * UTF-8.
   */
  public static byte[] delta(MediaPlaylist playlist) {
    return write(playlist, playlist.skippable());
  }

  private static byte[] write(MediaPlaylist playlist, int skipped) {
    StringBuilder out = new StringBuilder(256 + 160 * (playlist.lines().size() - skipped));
    header(out, playlist);
    if (skipped > 0) {
      out.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
    }
    for (int i = skipped; i < playlist.lines().size(); i++) {
      line(out, playlist.lines().get(i), i == 0, playlist.mediaTimeZero());
    }
    if (playlist.ended()) {
      out.append("#EXT-X-ENDLIST\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void header(StringBuilder out, MediaPlaylist playlist) {
    TargetDuration target = playlist.targetDuration();
    out.append("#EXTM3U\n#EXT-X-VERSION:")
        .append(VERSION)
        .append("\n#EXT-X-TARGETDURATION:")
        .append(target.seconds())
        .append("\n#EXT-X-SERVER-CONTROL:")
        .append(
            new Attributes()
                .plain("CAN-BLOCK-RELOAD", "YES")
                .plain("CAN-SKIP-UNTIL", target.skipUntil())
                .plain("HOLD-BACK", target.holdBack()))
        .append("\n#EXT-X-MEDIA-SEQUENCE:")
        .append(playlist.mediaSequence())
        .append("\n#EXT-X-DISCONTINUITY-SEQUENCE:")
        .append(playlist.discontinuitySequence())
        .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
  }

  /** hls.js counts an init segment to the discontinuity at its line: hence the order. */
  private static void line(StringBuilder out, Line line, boolean first, long mediaTimeZero) {
    if (line.discontinuity()) {
      out.append("#EXT-X-DISCONTINUITY\n");
    }
    if (first || line.discontinuity()) {
      out.append("#EXT-X-MAP:")
          .append(new Attributes().quoted("URI", line.init().uri()))
          .append('\n');
    }
    out.append("#EXT-X-PROGRAM-DATE-TIME:")
        .append(DATE.format(Instant.ofEpochMilli(mediaTimeZero + line.startMillis())))
        .append('\n');
    if (line.gap()) {
      out.append("#EXT-X-GAP\n");
    }
    long micros = line.micros();
    out.append("#EXTINF:")
        .append(micros / MICROS)
        .append('.')
        // Six digits: a one in front of them keeps the zeros.
        .append(Long.toString(MICROS + micros % MICROS), 1, 7)
        .append(",\n")
        .append(line.uri())
        .append('\n');
  }
}
