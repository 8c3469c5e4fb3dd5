package io.liveorigin.serving.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A line with its text, which is written once and stands in every playlist that has the line.
 * Nobody changes the bytes.
 *
 * @param text with the init segment where the event changes over; the first line of a playlist may
 *     need it in front
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record WrittenLine(PlaylistLine line, byte[] text) {
  /**
   * Writes the text.
   *
   * @param mediaTimeZero availabilityStartTime of the event, epoch ms
   */
  public static WrittenLine of(PlaylistLine line, long mediaTimeZero) {
    return new WrittenLine(line, MediaPlaylistWriter.text(line, mediaTimeZero));
  }

  /**
   * Bytes of the text where the segment lies elsewhere.
   *
   * @param base where it lies, from the playlist; ASCII
   */
  int size(String base) {
    return text.length + base.length() * (hasMap() ? 2 : 1);
  }

  private boolean hasMap() {
    return line.discontinuity() && !line.init().uri().isEmpty();
  }

  /** Writes the text with the base in front of each of its URIs. */
  void put(ByteBuffer out, String base) {
    if (base.isEmpty()) {
      out.put(text);
      return;
    }
    byte[] step = base.getBytes(StandardCharsets.US_ASCII);
    int from = 0;
    if (hasMap()) {
      from = MediaPlaylistWriter.BEFORE_MAP_URI;
      out.put(text, 0, from).put(step);
    }
    // The URI and the end of its line are the last of the text.
    int uri = text.length - 1 - line.uri().length();
    out.put(text, from, uri - from).put(step).put(text, uri, text.length - uri);
  }

  /**
   * The same line where another init segment is in force; the text is written anew if it changes.
   */
  public WrittenLine with(InitInForce init, long mediaTimeZero) {
    if (init.equals(line.init())) {
      return this;
    }
    PlaylistLine other = line.with(init);
    return line.discontinuity() || other.discontinuity()
        ? of(other, mediaTimeZero)
        : new WrittenLine(other, text);
  }
}
