package io.liveorigin.serving.hls;

/**
 * A line with its text, which is written once and stands in every playlist that has the line.
 * Nobody changes the bytes.
 *
 * @param text with the init segment where the event changes over; the first line of a playlist may
 *     need it in front
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ListedLine(Line line, byte[] text) {
  /**
   * Writes the text.
   *
   * @param mediaTimeZero availabilityStartTime of the event, epoch ms
   */
  public static ListedLine of(Line line, long mediaTimeZero) {
    return new ListedLine(line, MediaPlaylistWriter.text(line, mediaTimeZero));
  }
}
