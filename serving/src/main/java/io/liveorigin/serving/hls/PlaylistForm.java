package io.liveorigin.serving.hls;

/**
 * Whether a media playlist belongs to the event or to a view, and which type it declares (RFC
 * 8216bis, 4.4.3.5). The playlist of a view asks players to start at its beginning (4.4.2.2), and
 * lies one folder below the event.
 */
public enum PlaylistForm {
  /** The event. Its oldest lines leave, so it declares no type, even when the event has ended. */
  LIVE("", ""),
  /** A view without an end: its oldest lines may leave. */
  OPEN("../", ""),
  /** A view with an end that is not reached yet: lines are only added. */
  EVENT("../", "#EXT-X-PLAYLIST-TYPE:EVENT\n"),
  /** A view that is complete: it does not change any more. */
  VOD("../", "#EXT-X-PLAYLIST-TYPE:VOD\n");

  private static final String START = "#EXT-X-START:TIME-OFFSET=0\n";

  private final String base;
  private final String type;

  PlaylistForm(String base, String type) {
    this.base = base;
    this.type = type;
  }

  /** Path of the event, relative to the playlist. */
  String base() {
    return base;
  }

  /** Lines of the header, each with its line end. */
  String header() {
    return type + (this == LIVE ? "" : START);
  }
}
