package io.liveorigin.serving.request;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;

/**
 * The refusals of requests for resources that are not available: code, detail, lifetime in caches,
 * and the keys by which they are purged. Pure; instants are epoch ms.
 */
final class RefusalText {
  private final CachePolicy policy;

  RefusalText(CachePolicy policy) {
    this.policy = policy;
  }

  Refusal unknownPath() {
    return Refusal.of(
            ErrorCode.UNKNOWN_PATH,
            "paths have the form /{tenant}/{event}/{file}",
            policy.unknown())
        .asCommon();
  }

  /** Has the surrogate keys of the event, which may be declared a moment later. */
  Refusal unknownEvent(EventId event) {
    return keyed(Refusal.of(ErrorCode.UNKNOWN_EVENT, event.toString(), policy.unknown()), event);
  }

  Refusal unknownRepresentation(EventId event, String representation) {
    return keyed(
        Refusal.of(ErrorCode.UNKNOWN_REPRESENTATION, representation, policy.unknown()), event);
  }

  Refusal foreignPath(LiveEvent event) {
    return keyed(
        Refusal.of(
                ErrorCode.UNKNOWN_PATH,
                "the URL template of media segments is " + event.definition().media(),
                policy.unknown())
            .asCommon(),
        event.id());
  }

  Refusal foreignManifest(EventId event) {
    return keyed(
        Refusal.of(
                ErrorCode.UNKNOWN_PATH,
                "the manifests of an event are "
                    + SegmentUrls.MPD_NAME
                    + ", "
                    + SegmentUrls.MASTER_NAME
                    + " and "
                    + SegmentUrls.mediaPlaylistName("{representation}")
                    + ", also below from-{start}[-to-{end}]/; there, the first two are also below"
                    + " only-{representation},{representation}/",
                policy.unknown())
            .asCommon(),
        event);
  }

  Refusal invalidView(EventId event, String detail) {
    return keyed(Refusal.of(ErrorCode.INVALID_VIEW, detail, policy.unknown()), event);
  }

  /**
   * How long caches may keep the redirect of a view to its canonical spelling, which follows from
   * the event.
   */
  String moved() {
    return policy.unknown();
  }

  /**
   * No cache keeps it, except that nginx keeps it for a second. Requests that wait in nginx behind
   * the first one would otherwise be sent to the origin one after another, twice a second.
   */
  static Refusal notReady(String reason) {
    return Refusal.of(ErrorCode.NOT_READY, reason, CachePolicy.NO_STORE)
        .with(FieldNames.ACCEL_EXPIRES, "1");
  }

  Refusal beforeStart(LiveEvent event, long number) {
    return keyed(
        Refusal.of(
            ErrorCode.EVENT_ENDED,
            "the event starts with number " + event.schedule().firstNumber(),
            policy.gone()),
        event.id(),
        number);
  }

  Refusal ended(LiveEvent event, long number, long now) {
    Schedule schedule = event.schedule();
    return keyed(
        Refusal.of(
            ErrorCode.EVENT_ENDED,
            "the event ends with number " + schedule.lastNumber(),
            policy.ended(now, schedule.due(number))),
        event.id(),
        number);
  }

  Refusal expired(LiveEvent event, long number, long now) {
    return keyed(
        Refusal.of(
            ErrorCode.EXPIRED,
            "the time-shift window starts with number " + event.schedule().windowStart(now),
            policy.gone()),
        event.id(),
        number);
  }

  /**
   * A number in the future. Caches may keep the refusal until the origin would hold a request for
   * that number.
   */
  Refusal notYet(LiveEvent event, long number, long now) {
    return notYet(event, number, policy.notYet(now, event.schedule().due(number - 1)));
  }

  /**
   * The next number, after its hold has ended. No cache keeps the refusal, however far ahead of the
   * clock the packagers are, because the origin holds the next request for that number.
   */
  static Refusal notYetHeld(LiveEvent event, long number) {
    return notYet(event, number, CachePolicy.NO_STORE);
  }

  private static Refusal notYet(LiveEvent event, long number, String cacheControl) {
    long due = event.schedule().due(number);
    return keyed(
            Refusal.of(ErrorCode.NOT_YET, "number " + number + " is due at " + due, cacheControl),
            event.id(),
            number)
        .with(FieldNames.AVAILABLE_AT, Long.toString(due));
  }

  Refusal undecided(LiveEvent event, long number) {
    return Refusal.of(
            ErrorCode.NOT_YET, "number " + number + " is not decided", CachePolicy.NO_STORE)
        .with(FieldNames.AVAILABLE_AT, Long.toString(event.schedule().due(number)));
  }

  Refusal paused(LiveEvent event, long number) {
    return keyed(
        Refusal.of(
            ErrorCode.EVENT_PAUSED,
            "nothing is expected for number " + number + ", because the event is paused",
            policy.missing()),
        event.id(),
        number);
  }

  Refusal neverPublished(LiveEvent event, long number) {
    return keyed(
        Refusal.of(
            ErrorCode.NEVER_PUBLISHED,
            "no pipeline published number " + number + " in time",
            policy.missing()),
        event.id(),
        number);
  }

  Refusal withoutWinner(LiveEvent event, long number) {
    return keyed(
        Refusal.of(
            ErrorCode.NEVER_PUBLISHED,
            "every copy of number "
                + number
                + " is masked or does not play with the init segment in force",
            policy.missing()),
        event.id(),
        number);
  }

  private static Refusal keyed(Refusal refusal, EventId event) {
    return refusal.cacheControl().equals(CachePolicy.NO_STORE)
        ? refusal
        : refusal.with(FieldNames.SURROGATE_KEY, SurrogateKeys.event(event));
  }

  private static Refusal keyed(Refusal refusal, EventId event, long number) {
    return refusal.cacheControl().equals(CachePolicy.NO_STORE)
        ? refusal
        : refusal.with(
            FieldNames.SURROGATE_KEY,
            SurrogateKeys.event(event) + " " + SurrogateKeys.numbers(event, number));
  }
}
