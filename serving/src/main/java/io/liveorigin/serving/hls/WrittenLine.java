package io.liveorigin.serving.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A line with its text. The text is written once and is part of every playlist that has the line.
 * The bytes must not be changed.
 *
 * @param text includes the init segment if the event changes over here; at the first line of a
 *     playlist the writer may have to put it in front
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WrittenLine(PlaylistLine line, byte[] text) {
  /**
   * Writes the text of a line.
   *
   * @param mediaTimeZero availabilityStartTime of the event, epoch ms
   */
  public static WrittenLine of(PlaylistLine line, long mediaTimeZero) {
    return new WrittenLine(line, MediaPlaylistWriter.text(line, mediaTimeZero));
  }

  /**
   * Size of the text in bytes if its URIs have a base.
   *
   * @param base path of the event, relative to the playlist; ASCII
   */
  int size(String base) {
    return text.length + base.length() * (hasMap() ? 2 : 1);
  }

  private boolean hasMap() {
    return line.discontinuity() && !line.init().uri().isEmpty();
  }

  /** Writes the text with the base in front of each URI. */
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
    // The text ends with the URI and its line end.
    int uri = text.length - 1 - line.uri().length();
    out.put(text, from, uri - from).put(step).put(text, uri, text.length - uri);
  }

  /**
   * Returns the same line with another init segment in force. The text is written anew if it
   * changes.
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
