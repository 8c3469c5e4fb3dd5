package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;

/**
 * From which number another init segment is in force. It must be one that no playlist of any track
 * of the event can have listed when every current node has read the decision: a number is not
 * listed before its media begins, and a node that is current has read what was recorded 3 s ago
 * (ADR 30, ADR 31). Pure; instants are epoch ms.
 *
 * @param after the number from which playlists list the one before it
 * @param from the number from which playlists list it
 * @param notAfter when it must be recorded, or it may be listed already
 */
public record ChangeOver(long after, long from, long notAfter) {
  /** The same from a later number on. */
  public ChangeOver from(Schedule schedule, long later) {
    return of(schedule, after, later);
  }

  /** From the record to the first media: what a node may lag, and the bound of clocks. */
  private static final long UNREAD_MILLIS = 3_500;

  /** For the decision to be recorded. */
  private static final long RECORDED_MILLIS = 500;

  /**
   * That of a decision which is proposed now.
   *
   * @param before what is in force, and will be
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
