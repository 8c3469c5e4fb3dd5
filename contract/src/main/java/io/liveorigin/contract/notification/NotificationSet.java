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
 * All notifications of one event. Operators and packagers write under separate keys, so that a late
 * packager overwrites nothing. If both use one id, the operator's notification overrules the
 * packager's. Immutable; usable from any thread.
 */
public final class NotificationSet {
  public static final NotificationSet NONE = new NotificationSet(Map.of(), Map.of());

  /**
   * The largest count of notifications of an event that are needed by its time-shift window or by
   * later numbers.
   */
  public static final int MAX = 512;

  private final Map<String, Notification> operators;
  private final Map<String, Notification> packagers;

  /** Null until first use: the selector keeps notifications and never uses their timeline. */
  private volatile NotificationTimeline timeline;

  private NotificationSet(
      Map<String, Notification> operators, Map<String, Notification> packagers) {
    this.operators = operators;
    this.packagers = packagers;
  }

  /** Returns a set with this notification, which replaces another of the same source and id. */
  public NotificationSet with(Notification notification) {
    return changed(notification.source(), notification.id(), Optional.of(notification));
  }

  /** Returns a set without that notification, if it exists. */
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

  /**
   * The notifications that count, by {@code from} and id: those that are neither revoked nor
   * overruled by an operator.
   */
  public List<Notification> counting() {
    Map<String, Notification> byId = new TreeMap<>(packagers);
    byId.putAll(operators);
    return byId.values().stream()
        .filter(n -> !n.revoked())
        .sorted(Comparator.comparingLong(Notification::from).thenComparing(Notification::id))
        .toList();
  }

  /**
   * All notifications that are kept, including revoked and overruled ones. Those of packagers come
   * before those of operators, which overrule them, so that deleting them in this order uncovers
   * nothing.
   */
  public List<Notification> kept() {
    return Stream.concat(packagers.values().stream(), operators.values().stream()).toList();
  }

  /**
   * Returns whether a packager has announced a notification with that id, even if it is overruled.
   */
  public boolean announced(String id) {
    return packagers.containsKey(id);
  }

  /** The notification of that id that counts. */
  public Optional<Notification> find(String id) {
    return latest(id).filter(n -> !n.revoked());
  }

  /**
   * The notification of that id from an operator, or else from a packager, even if it is revoked.
   */
  public Optional<Notification> latest(String id) {
    return Optional.ofNullable(operators.getOrDefault(id, packagers.get(id)));
  }

  /** The notification of that source and id, even if it is revoked or overruled. */
  Optional<Notification> of(NotificationSource source, String id) {
    return Optional.ofNullable(
        (source == NotificationSource.OPERATOR ? operators : packagers).get(id));
  }

  public NotificationTimeline timeline() {
    NotificationTimeline known = timeline;
    if (known == null) {
      // Two threads may both create it: the results are equal.
      known = new NotificationTimeline(counting());
      timeline = known;
    }
    return known;
  }

  /**
   * The notifications that no number from {@code oldest} on needs: they have ended, or another of
   * the same key has replaced them. A revoked one is needed for as long as a packager may still
   * publish the number in its id. They are in the order of {@link #kept}.
   *
   * @param oldest the oldest number of the time-shift window
   */
  public List<Notification> past(long oldest) {
    Set<Notification> needed = timeline().neededFrom(oldest);
    return kept().stream().filter(n -> !needed.contains(n) && n.lastAnnounced() < oldest).toList();
  }

  /**
   * The notifications that may be deleted before another is published. None while few are kept, so
   * that revoking one restores those that it hid.
   */
  public List<Notification> dispensable(long oldest) {
    return kept().size() <= MAX / 2 ? List.of() : past(oldest);
  }

  /**
   * Refuses {@code fresh} with {@link ErrorCode#TOO_MANY_NOTIFICATIONS} if there would be more than
   * {@link #MAX} of them, or more in force at one number than the header field can carry.
   *
   * @param oldest the oldest number of the time-shift window; {@link #past} notifications do not
   *     count
   */
  public void requireRoom(Notification fresh, long oldest) {
    NotificationSet next = with(fresh);
    int count = next.kept().size() - next.past(oldest).size();
    if (count > MAX) {
      throw tooMany(
          "an event has at most "
              + MAX
              + " notifications that are not past, but this would be number "
              + count);
    }
    int length = next.timeline().longestFrom(oldest);
    if (length > NotificationsField.MAX_LENGTH) {
      throw tooMany(
          "the notifications in force at one number may have at most "
              + NotificationsField.MAX_LENGTH
              + " characters in "
              + NotificationsField.HTTP_NAME
              + ", but with this one they would have "
              + length);
    }
  }

  private static OriginException tooMany(String why) {
    return new OriginException(
        ErrorCode.TOO_MANY_NOTIFICATIONS, why + "; set 'to' on some of them, or revoke some");
  }
}
