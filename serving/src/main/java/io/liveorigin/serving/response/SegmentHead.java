package io.liveorigin.serving.response;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationsField;
import java.util.Optional;

/**
 * The head of the responses of one decision. Its fixed part is made once. Its moving part is kept
 * for as long as it does not change, which is a second while the lifetime in caches is counted
 * down. Thread-safe.
 */
public final class SegmentHead {
  /** The moving part, and everything that it depends on. */
  private record Written(
      long life,
      boolean dated,
      long edge,
      boolean duress,
      Optional<String> state,
      HeaderBlock lines) {}

  /** The lifetime of a response that does not depend on the schedule. */
  private static final long BRIEF = Long.MIN_VALUE + 1;

  private static final Written NOTHING =
      new Written(Long.MIN_VALUE, false, 0, false, Optional.empty(), HeaderBlock.EMPTY);

  private final LiveEvent event;
  private final long number;
  private final Content content;
  private final String cmsdStatic;
  private final boolean pinned;
  private final CachePolicy policy;
  private final ResponseFactory responses;
  private volatile Written written = NOTHING;

  /**
   * @param event from whose definition it is made
   * @param number of the segment
   * @param cmsdStatic without the time for which a request was held
   * @param pinned whether the winner is valid
   */
  SegmentHead(
      LiveEvent event,
      long number,
      Content content,
      String cmsdStatic,
      boolean pinned,
      CachePolicy policy,
      ResponseFactory responses) {
    this.event = event;
    this.number = number;
    this.content = content;
    this.cmsdStatic = cmsdStatic;
    this.pinned = pinned;
    this.policy = policy;
    this.responses = responses;
  }

  public LiveEvent event() {
    return event;
  }

  public Content content() {
    return content;
  }

  /**
   * The moving part.
   *
   * @param edge live edge of the track; this segment is decided, so its number is not above that
   * @param timings of the request
   * @param now epoch ms
   * @param lagging whether this node lags: its winner may have been replaced meanwhile, so caches
   *     keep the response only briefly
   */
  public HeaderBlock moving(long edge, RequestTimings timings, long now, boolean lagging) {
    Optional<String> state = responses.state(event, number);
    boolean duress = responses.duress();
    boolean brief = lagging && pinned;
    if (!timings.none()) {
      return write(edge, duress, state, timings, now, brief);
    }
    long life = brief ? BRIEF : life(now);
    boolean dated = content.modified(Math.floorDiv(now, 1000L)).isPresent();
    Written known = written;
    if (known.life() == life
        && known.dated() == dated
        && known.edge() == edge
        && known.duress() == duress
        && known.state().equals(state)) {
      return known.lines();
    }
    HeaderBlock lines = write(edge, duress, state, timings, now, brief);
    written = new Written(life, dated, edge, duress, state, lines);
    return lines;
  }

  /** Seconds for which caches may keep the response; constant for a winner that may be replaced. */
  private long life(long now) {
    return pinned ? Math.floorDiv(event.schedule().expires(number) - now, 1000L) : 0;
  }

  private HeaderBlock write(
      long edge,
      boolean duress,
      Optional<String> state,
      RequestTimings timings,
      long now,
      boolean brief) {
    HeaderBlock.Builder lines = HeaderBlock.builder(ResponseFactory.MOVING);
    String cacheControl =
        pinned && !brief
            ? policy.pinned(now, event.schedule().expires(number))
            : policy.provisional();
    responses.moving(lines, content, cacheControl, timings, duress, now);
    if (brief) {
      lines.line(FieldNames.CDN_CACHE_CONTROL, policy.provisionalInCdn());
    }
    lines.line(
        FieldNames.CMSD_STATIC,
        timings.held() > 0 ? Cmsd.held(cmsdStatic, timings.held()) : cmsdStatic);
    lines.line(FieldNames.LIVE_EDGE, Long.toString(Math.max(edge, number)));
    state.ifPresent(text -> lines.line(NotificationsField.HTTP_NAME, text));
    return lines.build();
  }
}
