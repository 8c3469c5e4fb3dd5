package io.liveorigin.contract.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The notifications of one event as they are now, and as they were a while ago. Playlists list
 * those that were published by an instant before their end, so that all nodes that have read the
 * log up to that instant list the same (ADR 31). Immutable; usable from any thread.
 */
public final class NotificationHistory {
  /** The history of an event that never had a notification. */
  public static final NotificationHistory NONE =
      new NotificationHistory(NotificationSet.NONE, List.of());

  /** The time of a record whose time is not known: it counts as older than every instant. */
  public static final long EVER = Long.MIN_VALUE;

  /** The number of changes that can be undone: those of some seconds, whatever packagers send. */
  static final int MOST = 256;

  private final NotificationSet now;

  /** The changes that can be undone, the newest last. */
  private final List<Change> changes;

  /** A change that a record made, with the notification that it replaced. */
  private record Change(
      long at, NotificationSource source, String id, Optional<Notification> before) {
    NotificationSet undo(NotificationSet after) {
      return before.map(after::with).orElseGet(() -> after.without(source, id));
    }
  }

  private NotificationHistory(NotificationSet now, List<Change> changes) {
    this.now = now;
    this.changes = changes;
  }

  /**
   * Returns a history with this notification, which replaces another of the same source and id. A
   * repetition changes nothing: the notification keeps the time of its first record.
   *
   * @param at when the record was appended, epoch ms by the broker's clock, or {@link #EVER}
   */
  public NotificationHistory with(Notification notification, long at) {
    Optional<Notification> before = now.of(notification.source(), notification.id());
    return before.equals(Optional.of(notification))
        ? this
        : changed(
            now.with(notification),
            new Change(at, notification.source(), notification.id(), before));
  }

  /** Returns a history without that notification, if it exists; {@code at} as in {@link #with}. */
  public NotificationHistory without(NotificationSource source, String id, long at) {
    Optional<Notification> before = now.of(source, id);
    return before.isEmpty()
        ? this
        : changed(now.without(source, id), new Change(at, source, id, before));
  }

  private NotificationHistory changed(NotificationSet next, Change change) {
    List<Change> all =
        new ArrayList<>(changes.subList(Math.max(0, changes.size() - MOST + 1), changes.size()));
    if (change.at() != EVER) {
      all.add(change);
    }
    return new NotificationHistory(
        next.kept().isEmpty() ? NotificationSet.NONE : next, List.copyOf(all));
  }

  /** The current notifications. */
  public NotificationSet now() {
    return now;
  }

  /**
   * The notifications as of {@code instant}, epoch ms by the broker's clock. If more than {@link
   * #MOST} changes were made later, the notifications before the oldest change that is kept.
   */
  public NotificationSet at(long instant) {
    NotificationSet then = now;
    for (int i = changes.size() - 1; i >= 0 && changes.get(i).at() > instant; i--) {
      then = changes.get(i).undo(then);
    }
    return then;
  }

  /**
   * The time of the last change up to {@code instant}, epoch ms by the broker's clock; empty if
   * none is known.
   */
  public OptionalLong lastChange(long instant) {
    return changes.stream().mapToLong(Change::at).filter(at -> at <= instant).max();
  }
}
