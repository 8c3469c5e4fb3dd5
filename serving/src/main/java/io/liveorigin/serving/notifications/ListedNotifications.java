package io.liveorigin.serving.notifications;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.notification.NotificationTimeline;
import io.liveorigin.contract.schedule.Schedule;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The notifications in manifests whose last number is E: those that had been published {@link
 * #LEAD_MILLIS} before the media of E begins. E is listed later than that, so every node that lists
 * it has read the record, and all nodes write the same (ADR 31). Immutable.
 */
public final class ListedNotifications {
  /**
   * A node that has not read the log for 3 s lists no more segments; the rest is a margin for
   * clocks (ADR 31).
   */
  private static final long LEAD_MILLIS = 4_000;

  /** A notification is listed this long before it begins, so that players may prepare for it. */
  private static final long AHEAD_MILLIS = 60_000;

  private final Schedule schedule;
  private final NotificationHistory history;
  private final NotificationTimeline timeline;
  private final long heard;
  private final long ahead;
  private final long last;

  /**
   * The notifications of an event.
   *
   * @param last the largest number that is listed
   */
  public ListedNotifications(LiveEvent event, NotificationHistory history, long last) {
    this.schedule = event.schedule();
    this.history = history;
    this.heard = schedule.mediaStart(last) - LEAD_MILLIS;
    this.timeline = history.at(heard).timeline();
    this.ahead = schedule.duration().countFloor(AHEAD_MILLIS);
    this.last = last;
  }

  /**
   * The date ranges of a document that begins with number {@code first}, up to a minute after the
   * last number that is listed.
   */
  public List<DateRange> from(long first) {
    return between(first, Long.MAX_VALUE);
  }

  /** The same for a document or period that ends with number {@code end}. */
  public List<DateRange> between(long first, long end) {
    return timeline.between(first, Math.min(end, last + ahead)).stream()
        .map(said -> DateRange.of(schedule, said))
        .toList();
  }

  /**
   * When the listed date ranges last changed: one was added or removed because it was published,
   * came near, or left the time-shift window.
   *
   * @param begin number with which the document began: a notification that was over by then never
   *     left it
   * @param first the smallest number that it still lists
   * @return epoch ms; {@link Long#MIN_VALUE} if there was no change
   */
  public long changedAt(long begin, long first) {
    LongStream said =
        history.lastChange(heard).stream()
            .map(at -> schedule.due(schedule.firstBeginning(at + LEAD_MILLIS)));
    LongStream near =
        timeline.lastChange(last + ahead).stream().map(number -> schedule.due(number - ahead));
    LongStream left =
        timeline.lastChange(first).stream()
            .filter(number -> number > begin)
            .map(number -> schedule.expires(number - 1));
    return LongStream.concat(said, LongStream.concat(near, left)).max().orElse(Long.MIN_VALUE);
  }
}
