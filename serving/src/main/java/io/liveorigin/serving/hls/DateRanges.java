package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The notifications of an event as date ranges of its media playlists (RFC 8216bis, 4.4.5.1). A
 * playlist that ends with number E lists what had been said {@link #LEAD_MILLIS} before the media
 * of E begins: E is listed after that, so every node that lists it has read the record, and all
 * write the same. Pure.
 */
public final class DateRanges {
  /**
   * A node that has not read the log for 3 s lists nothing more; the rest is for clocks (ADR 31).
   */
  static final long LEAD_MILLIS = 4_000;

  /** So much before it begins a player may prepare for it. */
  private static final long AHEAD_MILLIS = 60_000;

  private static final String CLASS = "io.liveorigin.notification";
  private static final int DIGEST_DIGITS = 8;
  private static final int MILLIS = 1_000;

  /** The year 10000: there is no way to write it. */
  private static final long LAST_DATE = 253_402_300_800_000L;

  private DateRanges() {}

  /** The tags of a playlist, each with its line end; empty where nothing is to be said. */
  public static String of(LiveEvent event, NotificationHistory said, MediaPlaylist playlist) {
    Schedule schedule = event.schedule();
    long last = playlist.last();
    long ahead = schedule.duration().countFloor(AHEAD_MILLIS);
    StringBuilder out = new StringBuilder();
    said.at(schedule.mediaStart(last) - LEAD_MILLIS)
        .timeline()
        .between(playlist.mediaSequence(), last + ahead)
        .forEach(notification -> append(out, schedule, notification));
    return out.toString();
  }

  private static void append(StringBuilder out, Schedule schedule, Notification said) {
    Optional<Long> end =
        said.to().map(to -> begin(schedule, to + 1)).filter(instant -> instant < LAST_DATE);
    out.append("#EXT-X-DATERANGE:")
        .append(
            new Attributes()
                .quoted("ID", id(said))
                .quoted("CLASS", CLASS)
                .quoted("START-DATE", MediaPlaylistWriter.date(begin(schedule, said.from())))
                .quoted("END-DATE", end.map(MediaPlaylistWriter::date))
                .quoted("X-IO-LIVEORIGIN-KEY", said.key())
                .quoted("X-IO-LIVEORIGIN-VALUE", escaped(said.value())))
        .append('\n');
  }

  /**
   * Attributes of an ID never change, and an operator may publish something else under an id: so
   * the ID says what it is about. An end may be added to it.
   */
  private static String id(Notification said) {
    String what = said.key() + '\n' + said.value() + '\n' + said.from();
    String digest = Digest.of(what.getBytes(StandardCharsets.UTF_8)).hex();
    return said.id() + '.' + digest.substring(0, DIGEST_DIGITS);
  }

  /**
   * By the schedule, so that all tracks say the same (6.2.4); nothing begins before its media time
   * zero.
   *
   * @return epoch ms that has begun, as in EXT-X-PROGRAM-DATE-TIME
   */
  private static long begin(Schedule schedule, long number) {
    long timescale = schedule.duration().timescale();
    long ticks = schedule.decodeTime(Math.max(number, schedule.startNumber()), timescale);
    return schedule.availabilityStart() + MediaTime.floor(ticks, timescale, MILLIS);
  }

  /**
   * Publishers percent-encode characters that the header cannot have; playlists need more of that.
   */
  private static String escaped(String value) {
    return value.replace("\"", "%22").replace("{$", "%7B$");
  }
}
