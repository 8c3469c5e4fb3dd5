package io.liveorigin.serving.hls;

/**
 * What a media playlist is of, and what it says of its own life (RFC 8216bis, 4.4.3.5). A list of a
 * view asks players to begin where it begins (4.4.2.2), and lies one folder below the event.
 */
public enum PlaylistForm {
  /** The event: the oldest lines leave, so nothing is said, even when it has ended. */
  LIVE("", ""),
  /** A view without an end: its oldest lines may leave. */
  OPEN("../", ""),
  /** A view with an end that is not there yet: lines are only added. */
  EVENT("../", "#EXT-X-PLAYLIST-TYPE:EVENT\n"),
  /** A view that is complete: it stays as it is. */
  VOD("../", "#EXT-X-PLAYLIST-TYPE:VOD\n");

  private static final String START = "#EXT-X-START:TIME-OFFSET=0\n";

  private final String base;
  private final String type;

  PlaylistForm(String base, String type) {
    this.base = base;
    this.type = type;
  }

  /** Where the event lies, from the playlist. */
  String base() {
    return base;
  }

  /** Lines of the header, each with its end. */
  String header() {
    return type + (this == LIVE ? "" : START);
  }
}
