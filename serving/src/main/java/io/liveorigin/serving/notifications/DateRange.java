package io.liveorigin.serving.notifications;

import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A notification and the instants between which it is in force, as manifests state it (RFC 8216bis,
 * 4.4.5.1; ISO/IEC 23009-1, 5.10.2). The instants are those of the schedule, so that they are the
 * same in all tracks. Immutable.
 *
 * @param begin epoch ms
 * @param end epoch ms; empty if the notification has no end, or one that no date can express
 */
public record DateRange(Notification said, long begin, Optional<Long> end) {
  private static final int MILLIS = 1_000;
  private static final int DIGEST_DIGITS = 8;
  private static final int HEXADECIMAL = 16;

  /** The year 10000, which cannot be written as a date. */
  private static final long LAST_DATE = 253_402_300_800_000L;

  static DateRange of(Schedule schedule, Notification said) {
    return new DateRange(
        said,
        begin(schedule, said.from()),
        said.to().map(to -> begin(schedule, to + 1)).filter(instant -> instant < LAST_DATE));
  }

  /**
   * When that number begins, but not before media time zero.
   *
   * @return epoch ms, rounded down as in EXT-X-PROGRAM-DATE-TIME
   */
  public static long begin(Schedule schedule, long number) {
    long timescale = schedule.duration().timescale();
    long ticks = schedule.decodeTime(Math.max(number, schedule.startNumber()), timescale);
    return schedule.availabilityStart() + MediaTime.floor(ticks, timescale, MILLIS);
  }

  /**
   * The ID by which players know it. A date range never changes under its ID, but an operator may
   * publish another notification under the same id. The ID therefore depends on the content. It
   * does not depend on the end, which may be added later.
   */
  public String id() {
    return said.id() + '.' + digits();
  }

  /** The same as a number, for fields that take no text: the digits with which {@link #id} ends. */
  public long shortId() {
    return Long.parseLong(digits(), HEXADECIMAL);
  }

  private String digits() {
    String what = String.join("\n", said.id(), said.key(), said.value(), "" + said.from());
    return Digest.of(what.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGEST_DIGITS);
  }
}
