package io.liveorigin.serving.get;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;

/** The answer where there is no decision: too early, missing and expired are three. Pure. */
final class Absence {
  private final CachePolicy policy;

  Absence(CachePolicy policy) {
    this.policy = policy;
  }

  /**
   * Answers for an undecided segment.
   *
   * @param absent evidence: it is proved that nothing was published before the segment was gone.
   *     The clock alone never says that
   */
  Answer.Refusal of(
      RequestClass request, Schedule schedule, SegmentAddress address, long now, boolean absent) {
    long number = address.number();
    return switch (request.kind()) {
      case BEFORE_START ->
          Answer.Refusal.of(
              ErrorCode.EVENT_ENDED,
              "the event starts with number " + schedule.firstNumber(),
              policy.gone());
      case AFTER_END ->
          Answer.Refusal.of(
              ErrorCode.EVENT_ENDED,
              "the event ends with number " + schedule.lastNumber(),
              policy.ended(now, schedule.due(number)));
      case EXPIRED ->
          Answer.Refusal.of(
              ErrorCode.EXPIRED,
              "the time-shift window starts with number " + schedule.windowStart(now),
              policy.gone());
      case FUTURE, NEXT -> notYet(schedule, number, now);
      // Whether it may still come, or this node is merely behind, makes no difference to a client.
      case DUE -> unsure("number " + number + " is due and not decided");
      case PAST_GONE ->
          absent
              ? Answer.Refusal.of(
                  ErrorCode.NEVER_PUBLISHED,
                  "nobody published number " + number + " in time",
                  policy.missing())
              : unsure("number " + number + " is not decided, and the log is not read that far");
    };
  }

  private Answer.Refusal notYet(Schedule schedule, long number, long now) {
    return Answer.Refusal.of(
            ErrorCode.NOT_YET,
            "number " + number + " is due at " + schedule.due(number),
            policy.notYet(now, schedule.due(number - 1)))
        .with(Fields.AVAILABLE_AT, Long.toString(schedule.due(number)));
  }

  private static Answer.Refusal unsure(String detail) {
    return Answer.Refusal.of(ErrorCode.NOT_READY, detail, CachePolicy.NO_STORE);
  }
}
