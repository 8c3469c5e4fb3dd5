package io.liveorigin.serving.get;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.Fields;

/**
 * The refusals of requests for what is not there: code, detail, life in caches, the keys to purge
 * it by. Pure; instants are epoch ms.
 */
final class RefusalText {
  private final CachePolicy policy;

  RefusalText(CachePolicy policy) {
    this.policy = policy;
  }

  Answer.Refusal unknownPath() {
    return Answer.Refusal.of(
        ErrorCode.UNKNOWN_PATH, "paths are /{tenant}/{event}/{file}", policy.unknown());
  }

  /** Its keys are those of the event that may be declared a moment later. */
  Answer.Refusal unknownEvent(EventId event) {
    return keyed(
        Answer.Refusal.of(ErrorCode.UNKNOWN_EVENT, event.toString(), policy.unknown()), event);
  }

  Answer.Refusal unknownRepresentation(EventId event, String representation) {
    return keyed(
        Answer.Refusal.of(ErrorCode.UNKNOWN_REPRESENTATION, representation, policy.unknown()),
        event);
  }

  Answer.Refusal foreignPath(LiveEvent event) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.UNKNOWN_PATH,
            "media segments are " + event.definition().media(),
            policy.unknown()),
        event.id());
  }

  Answer.Refusal foreignManifest(EventId event) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.UNKNOWN_PATH,
            "the manifest of an event is " + SegmentUrls.MPD_NAME,
            policy.unknown()),
        event);
  }

  /**
   * No cache keeps it, but for a second nginx: those who wait there for one who asks would
   * otherwise ask one after the other, twice a second.
   */
  static Answer.Refusal notReady(String reason) {
    return Answer.Refusal.of(ErrorCode.NOT_READY, reason, CachePolicy.NO_STORE)
        .with(Fields.ACCEL_EXPIRES, "1");
  }

  Answer.Refusal beforeStart(LiveEvent event, long number) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.EVENT_ENDED,
            "the event starts with number " + event.schedule().firstNumber(),
            policy.gone()),
        event.id(),
        number);
  }

  Answer.Refusal ended(LiveEvent event, long number, long now) {
    Schedule schedule = event.schedule();
    return keyed(
        Answer.Refusal.of(
            ErrorCode.EVENT_ENDED,
            "the event ends with number " + schedule.lastNumber(),
            policy.ended(now, schedule.due(number))),
        event.id(),
        number);
  }

  Answer.Refusal expired(LiveEvent event, long number, long now) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.EXPIRED,
            "the time-shift window starts with number " + event.schedule().windowStart(now),
            policy.gone()),
        event.id(),
        number);
  }

  Answer.Refusal notYet(LiveEvent event, long number, long now) {
    Schedule schedule = event.schedule();
    return keyed(
            Answer.Refusal.of(
                ErrorCode.NOT_YET,
                "number " + number + " is due at " + schedule.due(number),
                policy.notYet(now, schedule.due(number - 1))),
            event.id(),
            number)
        .with(Fields.AVAILABLE_AT, Long.toString(schedule.due(number)));
  }

  Answer.Refusal paused(LiveEvent event, long number) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.EVENT_PAUSED,
            "nothing is expected of number " + number + ": the event is paused",
            policy.missing()),
        event.id(),
        number);
  }

  Answer.Refusal neverPublished(LiveEvent event, long number) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.NEVER_PUBLISHED,
            "nobody published number " + number + " in time",
            policy.missing()),
        event.id(),
        number);
  }

  Answer.Refusal withoutWinner(LiveEvent event, long number) {
    return keyed(
        Answer.Refusal.of(
            ErrorCode.NEVER_PUBLISHED,
            "every copy of number " + number + " is masked or does not play after the init segment",
            policy.missing()),
        event.id(),
        number);
  }

  private static Answer.Refusal keyed(Answer.Refusal refusal, EventId event) {
    return refusal.cacheControl().equals(CachePolicy.NO_STORE)
        ? refusal
        : refusal.with(Fields.SURROGATE_KEY, SurrogateKeys.event(event));
  }

  private static Answer.Refusal keyed(Answer.Refusal refusal, EventId event, long number) {
    return refusal.cacheControl().equals(CachePolicy.NO_STORE)
        ? refusal
        : refusal.with(
            Fields.SURROGATE_KEY,
            SurrogateKeys.event(event) + " " + SurrogateKeys.numbers(event, number));
  }
}
