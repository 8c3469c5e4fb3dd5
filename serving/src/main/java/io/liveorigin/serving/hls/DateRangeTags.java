package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.serving.notifications.DateRange;
import io.liveorigin.serving.notifications.ListedNotifications;

/**
 * Writes the notifications of an event as date ranges of its media playlists (RFC 8216bis,
 * 4.4.5.1). All tracks have the same date ranges (6.2.4), and so have all playlists that end with
 * the same number. Pure.
 */
public final class DateRangeTags {
  private static final String CLASS = "io.liveorigin.notification";

  private DateRangeTags() {}

  /** The tags of a playlist, each with its line end; empty if there is no notification to list. */
  public static String of(LiveEvent event, NotificationHistory said, MediaPlaylist playlist) {
    StringBuilder out = new StringBuilder();
    new ListedNotifications(event, said, playlist.last())
        .from(playlist.mediaSequence())
        .forEach(range -> append(out, range));
    return out.toString();
  }

  private static void append(StringBuilder out, DateRange range) {
    out.append("#EXT-X-DATERANGE:")
        .append(
            new AttributeList()
                .quoted("ID", range.id())
                .quoted("CLASS", CLASS)
                .quoted("START-DATE", MediaPlaylistWriter.date(range.begin()))
                .quoted("END-DATE", range.end().map(MediaPlaylistWriter::date))
                .quoted("X-IO-LIVEORIGIN-KEY", range.said().key())
                .quoted("X-IO-LIVEORIGIN-VALUE", escaped(range.said().value())))
        .append('\n');
  }

  /**
   * Percent-encodes the characters that a playlist cannot have. Publishers have already encoded
   * those that a header field cannot have.
   */
  private static String escaped(String value) {
    return value.replace("\"", "%22").replace("{$", "%7B$");
  }
}
