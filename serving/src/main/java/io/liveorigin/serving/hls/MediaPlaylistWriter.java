package io.liveorigin.serving.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes media playlists (RFC 8216bis, 4.4). The text of a line depends only on that line: the same
 * values give the same bytes. Pure and thread-safe.
 */
public final class MediaPlaylistWriter {
  public static final String MEDIA_TYPE = "application/vnd.apple.mpegurl";

  /**
   * EXT-X-SKIP requires version 9 (section 8). Playlists without it have the same version, because
   * AVPlayer rejects EXT-X-SERVER-CONTROL in a lower one.
   */
  static final int VERSION = 9;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String DISCONTINUITY = "#EXT-X-DISCONTINUITY\n";
  private static final String MAP = "#EXT-X-MAP:";

  /**
   * Position of the URI of the init segment in the text of a line with which the event changes
   * over.
   */
  static final int BEFORE_MAP_URI = (DISCONTINUITY + MAP + "URI=\"").length();

  private static final int MICROS = 1_000_000;
  private static final byte[] END = "#EXT-X-ENDLIST\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = {};

  private MediaPlaylistWriter() {}

  /** Writes all lines, for media in the clear; UTF-8. */
  public static byte[] full(MediaPlaylist playlist) {
    return full(playlist, "");
  }

  /**
   * Writes all lines; UTF-8.
   *
   * @param top the lines before the first segment: {@link KeyTags#ofMedia}, {@link
   *     DateRangeTags#of}
   */
  public static byte[] full(MediaPlaylist playlist, String top) {
    return write(playlist, top, 0);
  }

  /**
   * Writes a delta update (6.2.5.1), which leaves out segments that are old enough. If there are
   * none, this is the full list. UTF-8.
   *
   * @param top the lines before the first segment: {@link KeyTags#ofMedia}, {@link
   *     DateRangeTags#of}
   */
  public static byte[] delta(MediaPlaylist playlist, String top) {
    return write(playlist, top, playlist.skippable());
  }

  private static byte[] write(MediaPlaylist playlist, String top, int skipped) {
    StringBuilder begin = new StringBuilder(512);
    header(begin, playlist);
    if (skipped > 0) {
      begin.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
    }
    // Keys apply to all segments that follow, whatever their init segments (4.4.4.4).
    begin.append(top);
    // Needed after a skip, too: a player that lacks the skipped lines may not notice it, and would
    // decode without an init segment (seen with shaka-player 5.2).
    PlaylistLine first = playlist.lines().get(skipped).line();
    String base = playlist.form().base();
    if (!first.discontinuity()) {
      map(begin, base, first.init());
    }
    byte[] head = begin.toString().getBytes(StandardCharsets.UTF_8);
    byte[] tail = playlist.ended() ? END : NOTHING;
    List<WrittenLine> lines = playlist.lines().subList(skipped, playlist.lines().size());
    int size = head.length + tail.length;
    for (WrittenLine line : lines) {
      size += line.size(base);
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(head);
    lines.forEach(line -> line.put(out, base));
    return out.put(tail).array();
  }

  private static void header(StringBuilder out, MediaPlaylist playlist) {
    TargetDuration target = playlist.targetDuration();
    out.append("#EXTM3U\n#EXT-X-VERSION:")
        .append(VERSION)
        .append("\n#EXT-X-TARGETDURATION:")
        .append(target.seconds())
        .append("\n#EXT-X-SERVER-CONTROL:")
        .append(
            new AttributeList()
                .plain("CAN-BLOCK-RELOAD", "YES")
                .plain("CAN-SKIP-UNTIL", target.skipUntil())
                .plain("HOLD-BACK", target.holdBack()))
        .append("\n#EXT-X-MEDIA-SEQUENCE:")
        .append(playlist.mediaSequence())
        .append("\n#EXT-X-DISCONTINUITY-SEQUENCE:")
        .append(playlist.discontinuitySequence())
        .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n")
        .append(playlist.form().header());
  }

  /** Formats an instant as a date with milliseconds (4.4.4.6). */
  static String date(long epochMillis) {
    return DATE.format(Instant.ofEpochMilli(epochMillis));
  }

  private static void map(StringBuilder out, String base, InitInForce init) {
    if (init.uri().isEmpty()) {
      return;
    }
    out.append(MAP).append(new AttributeList().quoted("URI", base + init.uri())).append('\n');
  }

  /**
   * Writes one line; UTF-8. hls.js assigns an init segment to the discontinuity in force at its
   * line, so EXT-X-DISCONTINUITY precedes EXT-X-MAP.
   *
   * @param mediaTimeZero availabilityStartTime of the event, epoch ms
   */
  static byte[] text(PlaylistLine line, long mediaTimeZero) {
    StringBuilder out = new StringBuilder(160);
    if (line.discontinuity()) {
      out.append(DISCONTINUITY);
      map(out, "", line.init());
    }
    out.append("#EXT-X-PROGRAM-DATE-TIME:")
        .append(date(mediaTimeZero + line.startMillis()))
        .append('\n');
    if (line.gap()) {
      out.append("#EXT-X-GAP\n");
    }
    long micros = line.micros();
    out.append("#EXTINF:")
        .append(micros / MICROS)
        .append('.')
        // Six digits: adding a leading 1, which is cut off, keeps the zeros.
        .append(Long.toString(MICROS + micros % MICROS), 1, 7)
        .append(",\n")
        .append(line.uri())
        .append('\n');
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
