package io.liveorigin.serving.hot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.contract.wire.Json;
import io.liveorigin.serving.answer.Answer;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.answer.HttpDate;
import io.liveorigin.serving.get.Classified;
import io.liveorigin.serving.get.RequestClass;
import io.liveorigin.serving.get.RequestRule;
import io.liveorigin.serving.notify.EventNotifications;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Refusals that follow from the path and the schedule alone: what storms of junk get. Any thread;
 * asks no store.
 */
public final class HotRefusals {
  private static final byte[] NOTHING = {};
  private static final int MOST_TEXTS = 1_024;

  /** The first lines of all refusals, right for that second. */
  private record Opening(long second, byte[] lines) {}

  private final RequestRule rule;
  private final EventNotifications notifications;
  private final CmsdDynamic dynamic;
  private final String open;
  private final Set<String> routes;

  /**
   * Bodies of refusals that are the same for all paths of an event; others are as many as paths.
   */
  private final Cache<String, byte[]> texts = Caffeine.newBuilder().maximumSize(MOST_TEXTS).build();

  private volatile Opening opening = new Opening(Long.MIN_VALUE, NOTHING);

  /**
   * @param open the fields that every answer of the listener has
   * @param routes paths that are no event's
   */
  public HotRefusals(
      RequestRule rule,
      EventNotifications notifications,
      CmsdDynamic dynamic,
      Map<String, String> open,
      Set<String> routes) {
    this.rule = rule;
    this.notifications = notifications;
    this.dynamic = dynamic;
    this.open = HeadBytes.lines(open);
    this.routes = Set.copyOf(routes);
  }

  /** What the path asks for; empty for one of the listener's own. */
  Optional<Classified> classify(String path, long now) {
    return routes.contains(path) ? Optional.empty() : Optional.of(rule.classify(path, now));
  }

  /** What is told at the end of a hold, where neither index nor servlet knows better. */
  Optional<Classified.Refused> undecided(Classified.Segment held, long now) {
    return rule.undecided(held, now);
  }

  /**
   * Its answer.
   *
   * @param head whether only the head is wanted
   */
  HotAnswer answer(Classified.Refused refused, boolean head, long now) {
    Answer.Refusal refusal = refused.refusal();
    byte[] text = text(refused);
    StringBuilder last = new StringBuilder(400);
    refused
        .event()
        .flatMap(event -> notifications.latest(event, now))
        .ifPresent(state -> HeadBytes.line(last, NotificationsField.HTTP_NAME, state));
    refusal.headers().forEach((name, value) -> HeadBytes.line(last, name, value));
    if (dynamic.duress()) {
      HeadBytes.line(last, Fields.CMSD_DYNAMIC, dynamic.write(0));
    }
    HeadBytes.line(last, Fields.CACHE_CONTROL, refusal.cacheControl());
    HeadBytes.line(last, "Content-Length", Integer.toString(text.length));
    return HotAnswer.text(
        status(refusal.code().status()),
        lines(now),
        HeadBytes.ascii(last.toString()),
        head ? NOTHING : text);
  }

  private byte[] text(Classified.Refused refused) {
    Answer.Refusal refusal = refused.refusal();
    return refused.requestClass() == RequestClass.FOREIGN_PATH
        ? texts.get(refusal.detail(), detail -> Json.write(Problem.of(refusal.code(), detail)))
        : Json.write(Problem.of(refusal.code(), refusal.detail()));
  }

  private static byte[] status(int code) {
    return HeadBytes.ascii("HTTP/1.1 " + code + " " + HttpStatus.getMessage(code) + "\r\n");
  }

  private byte[] lines(long now) {
    long second = Math.floorDiv(now, 1000L);
    Opening known = opening;
    if (known.second() != second) {
      StringBuilder lines = new StringBuilder(600);
      HeadBytes.line(lines, "Date", HttpDate.write(second));
      lines.append(open);
      HeadBytes.line(lines, "Content-Type", Problem.MEDIA_TYPE);
      known = new Opening(second, HeadBytes.ascii(lines.toString()));
      opening = known;
    }
    return known.lines();
  }
}
