package io.liveorigin.serving.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes media playlists (RFC 8216bis, 4.4). The text of a line depends on the line alone: the same
 * values give the same bytes. Pure; any thread.
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
  private static final String DISCONTINUITY = "#EXT-X-DISCONTINUITY\n";
  private static final String MAP = "#EXT-X-MAP:";

  /** In the text of a line with which the event changes over. */
  static final int BEFORE_MAP_URI = (DISCONTINUITY + MAP + "URI=\"").length();

  private static final int MICROS = 1_000_000;
  private static final byte[] END = "#EXT-X-ENDLIST\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = {};

  private MediaPlaylistWriter() {}

  /** All lines, of media in the clear; UTF-8. */
  public static byte[] full(MediaPlaylist playlist) {
    return full(playlist, "");
  }

  /**
   * All lines; UTF-8.
   *
   * @param top what stands before the first line: {@link KeyTags#ofMedia}, {@link DateRangeTags#of}
   */
  public static byte[] full(MediaPlaylist playlist, String top) {
    return write(playlist, top, 0);
  }

  /**
   * A delta update (6.2.5.1): what is old enough is left out. The full list where nothing is.
   * UTF-8.
   *
   * @param top what stands before the first line: {@link KeyTags#ofMedia}, {@link DateRangeTags#of}
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
    // Keys hold for all that follows, whatever init segment it needs (4.4.4.4).
    begin.append(top);
    // Also behind a skip: a player that lacks what is skipped may not notice it, and would decode
    // without an init segment (seen with shaka-player 5.2).
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

  /** To the millisecond that has begun (4.4.4.6). */
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
   * One line; UTF-8. hls.js counts an init segment to the discontinuity at its line: hence the
   * order.
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
        // Six digits: a one in front of them keeps the zeros.
        .append(Long.toString(MICROS + micros % MICROS), 1, 7)
        .append(",\n")
        .append(line.uri())
        .append('\n');
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
