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

  /**
   * The same line where another init segment is in force; the text is written anew if it changes.
   */
  public ListedLine with(InitInForce init, long mediaTimeZero) {
    if (init.equals(line.init())) {
      return this;
    }
    Line other = line.with(init);
    return line.discontinuity() || other.discontinuity()
        ? of(other, mediaTimeZero)
        : new ListedLine(other, text);
  }
}
