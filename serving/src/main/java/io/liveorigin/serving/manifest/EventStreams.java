package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.notifications.DateRange;
import io.liveorigin.serving.notifications.ListedNotifications;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the notifications of an event as events of a period (ISO/IEC 23009-1, 5.10.2), one stream
 * for each key. An event does not extend past the end of its period: a notification that continues
 * in the next period is written there again, under the same id, from the beginning of that period.
 * Not thread-safe.
 */
final class EventStreams {
  private static final String SCHEME = "urn:liveorigin:notification";

  /** Ticks per second: milliseconds, as in the date ranges of playlists. */
  private static final int MILLIS = 1_000;

  private final Schedule schedule;
  private final ListedNotifications notifications;
  private final XmlWriter out;

  EventStreams(Schedule schedule, ListedNotifications notifications, XmlWriter out) {
    this.schedule = schedule;
    this.notifications = notifications;
    this.out = out;
  }

  /**
   * Writes nothing if there are no notifications to list.
   *
   * @param window the smallest number that is still served
   */
  void write(MpdPeriod period, long window) {
    long begin = DateRange.begin(schedule, period.first());
    notifications.between(Math.max(period.first(), window), period.last()).stream()
        .collect(
            Collectors.groupingBy(range -> range.said().key(), TreeMap::new, Collectors.toList()))
        .forEach((key, ranges) -> stream(key, ranges, begin));
  }

  private void stream(String key, List<DateRange> ranges, long begin) {
    out.open("EventStream")
        .attribute("schemeIdUri", SCHEME)
        .attribute("value", key)
        .attribute("timescale", MILLIS);
    ranges.forEach(range -> event(range, begin));
    out.close();
  }

  /**
   * Writes one event. Times count from the beginning of the period. An event without an end has no
   * duration. Players read a value in {@code messageData} as it is. If the value were a text node,
   * Media3 would return it with its escapes, and some parsers reject text.
   */
  private void event(DateRange range, long periodBegin) {
    long begin = Math.max(range.begin(), periodBegin);
    out.empty("Event")
        .attribute("presentationTime", begin - periodBegin)
        .attribute("duration", range.end().map(end -> end - begin))
        .attribute("id", range.shortId())
        .attribute("messageData", range.said().value());
  }
}
