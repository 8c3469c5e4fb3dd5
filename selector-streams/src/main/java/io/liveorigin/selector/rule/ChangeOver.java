package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;

/**
 * The number from which another init segment is in force. When every current node has read the
 * decision, no playlist of any track of the event may have listed this number yet. A number is not
 * listed before its media begins, and a current node has read everything that was recorded 3 s ago
 * or earlier (ADR 30, ADR 31). Pure; instants are epoch ms.
 *
 * @param after the number from which playlists list the previous init segment
 * @param from the number from which playlists list the new one
 * @param notAfter the instant by which the decision must be recorded; after it, the number may be
 *     listed already
 */
public record ChangeOver(long after, long from, long notAfter) {
  /** The same change-over, but from a later number on. */
  public ChangeOver from(Schedule schedule, long later) {
    return of(schedule, after, later);
  }

  /**
   * Time from the record to the first media: the lag that a current node may have, and the
   * tolerance of clocks.
   */
  private static final long UNREAD_MILLIS = 3_500;

  /** Time that recording the decision may take. */
  private static final long RECORDED_MILLIS = 500;

  /**
   * The change-over of a decision that is proposed now.
   *
   * @param before the init segments that are in force, now or later
   */
  public static ChangeOver at(Schedule schedule, InitTimeline before, long now) {
    long after =
        before.all().isEmpty()
            ? InitChange.BEGINNING
            : before.all().get(before.all().size() - 1).listed();
    long from =
        Math.max(
            Math.max(after + 1, schedule.firstNumber()),
            schedule.firstBeginning(SaturatingMath.sum(now, UNREAD_MILLIS + RECORDED_MILLIS)));
    return of(schedule, after, from);
  }

  private static ChangeOver of(Schedule schedule, long after, long from) {
    return new ChangeOver(
        after, from, SaturatingMath.difference(schedule.mediaStart(from), UNREAD_MILLIS));
  }
}
