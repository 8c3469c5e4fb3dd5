package io.liveorigin.contract.notification;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every notification of one event. Operators and packagers write under keys of their own, so that a
 * packager that comes late overwrites nothing; under one id an operator's word stands over a
 * packager's. Immutable; any thread.
 */
public final class NotificationSet {
  public static final NotificationSet NONE = new NotificationSet(Map.of(), Map.of());

  /** Notifications of an event that a number of its time-shift window, or a later one, needs. */
  public static final int MAX = 512;

  private final Map<String, Notification> operators;
  private final Map<String, Notification> packagers;

  /** Null until it is asked for: the selector keeps notifications and asks nothing of them. */
  private volatile NotificationTimeline timeline;

  private NotificationSet(
      Map<String, Notification> operators, Map<String, Notification> packagers) {
    this.operators = operators;
    this.packagers = packagers;
  }

  /** With this one, which replaces another of the same source and id. */
  public NotificationSet with(Notification notification) {
    return changed(notification.source(), notification.id(), Optional.of(notification));
  }

  /** Without that one, if it is there. */
  public NotificationSet without(NotificationSource source, String id) {
    return changed(source, id, Optional.empty());
  }

  private NotificationSet changed(
      NotificationSource source, String id, Optional<Notification> notification) {
    Map<String, Notification> next =
        new TreeMap<>(source == NotificationSource.OPERATOR ? operators : packagers);
    notification.ifPresentOrElse(n -> next.put(id, n), () -> next.remove(id));
    return source == NotificationSource.OPERATOR
        ? new NotificationSet(next, packagers)
        : new NotificationSet(operators, next);
  }

  /** Those that count, by {@code from} and id: not revoked, and no operator says otherwise. */
  public List<Notification> counting() {
    Map<String, Notification> byId = new TreeMap<>(packagers);
    byId.putAll(operators);
    return byId.values().stream()
        .filter(n -> !n.revoked())
        .sorted(Comparator.comparingLong(Notification::from).thenComparing(Notification::id))
        .toList();
  }

  /**
   * All that are kept, revoked and overruled ones too. A packager's come before the operator's that
   * stand over them, so that deleting them in this order uncovers nothing.
   */
  public List<Notification> kept() {
    return Stream.concat(packagers.values().stream(), operators.values().stream()).toList();
  }

  /** Whether a packager has said something under that id, be it overruled. */
  public boolean announced(String id) {
    return packagers.containsKey(id);
  }

  /** The one of that id that counts. */
  public Optional<Notification> find(String id) {
    return said(id).filter(n -> !n.revoked());
  }

  /** What an operator or else a packager has said under that id, be it revoked. */
  public Optional<Notification> said(String id) {
    return Optional.ofNullable(operators.getOrDefault(id, packagers.get(id)));
  }

  /** The notification of that source and id, be it revoked or overruled. */
  Optional<Notification> of(NotificationSource source, String id) {
    return Optional.ofNullable(
        (source == NotificationSource.OPERATOR ? operators : packagers).get(id));
  }

  public NotificationTimeline timeline() {
    NotificationTimeline known = timeline;
    if (known == null) {
      // Two threads may both make it: it is the same.
      known = new NotificationTimeline(counting());
      timeline = known;
    }
    return known;
  }

  /**
   * Those that no number from {@code oldest} on needs: they have ended, or another of the same key
   * has taken their place. A revoked one is needed for as long as a packager may still publish the
   * number in its id. In the order of {@link #kept}.
   *
   * @param oldest of the time-shift window
   */
  public List<Notification> past(long oldest) {
    Set<Notification> needed = timeline().neededFrom(oldest);
    return kept().stream().filter(n -> !needed.contains(n) && n.lastAnnounced() < oldest).toList();
  }

  /**
   * What may be deleted before another is published: nothing while few are kept, so that revoking
   * one brings back what it hid.
   */
  public List<Notification> dispensable(long oldest) {
    return kept().size() <= MAX / 2 ? List.of() : past(oldest);
  }

  /**
   * Refuses {@code fresh} with {@link ErrorCode#TOO_MANY_NOTIFICATIONS} where there would be more
   * than {@link #MAX} of them, or more in force at one number than a header carries.
   *
   * @param oldest of the time-shift window: what is past does not count
   */
  public void requireRoom(Notification fresh, long oldest) {
    NotificationSet next = with(fresh);
    int count = next.kept().size() - next.past(oldest).size();
    if (count > MAX) {
      throw tooMany(
          "an event has at most "
              + MAX
              + " notifications that are not past, and this would be number "
              + count);
    }
    int length = next.timeline().longestFrom(oldest);
    if (length > NotificationsField.MAX_LENGTH) {
      throw tooMany(
          "what is in force at one number has at most "
              + NotificationsField.MAX_LENGTH
              + " characters in "
              + NotificationsField.HTTP_NAME
              + ", and with this it would have "
              + length);
    }
  }

  private static OriginException tooMany(String why) {
    return new OriginException(
        ErrorCode.TOO_MANY_NOTIFICATIONS, why + "; give some an end with 'to', or revoke some");
  }
}
