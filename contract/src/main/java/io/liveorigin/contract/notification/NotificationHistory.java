package io.liveorigin.contract.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The notifications of one event as they are, and as they were a while ago. Playlists list what was
 * said at an instant before their end, so that all nodes that have read the log up to there list
 * the same (ADR 31). Immutable; any thread.
 */
public final class NotificationHistory {
  /** Nothing was ever said. */
  public static final NotificationHistory NONE =
      new NotificationHistory(NotificationSet.NONE, List.of());

  /** The time of a record of which none is known: it was always so. */
  public static final long EVER = Long.MIN_VALUE;

  /** So many changes can be undone: those of some seconds, whatever packagers say. */
  static final int MOST = 256;

  private final NotificationSet now;

  /** The newest last. */
  private final List<Change> changes;

  /** The notification that a record has replaced. */
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
   * With this one, which replaces another of the same source and id. One that says the same again
   * changes nothing: it stands since it was said first.
   *
   * @param at when the record was appended, epoch ms by the broker, or {@link #EVER}
   */
  public NotificationHistory with(Notification notification, long at) {
    Optional<Notification> before = now.of(notification.source(), notification.id());
    return before.equals(Optional.of(notification))
        ? this
        : changed(
            now.with(notification),
            new Change(at, notification.source(), notification.id(), before));
  }

  /** Without that one, if it is there; {@code at} as above. */
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

  /** The notifications that stand now. */
  public NotificationSet now() {
    return now;
  }

  /**
   * What had been said by {@code instant}, epoch ms by the broker. Where more than {@link #MOST}
   * changes came after it, what the oldest of these found.
   */
  public NotificationSet at(long instant) {
    NotificationSet then = now;
    for (int i = changes.size() - 1; i >= 0 && changes.get(i).at() > instant; i--) {
      then = changes.get(i).undo(then);
    }
    return then;
  }

  /**
   * When the last of the changes that had come by {@code instant} came, epoch ms by the broker;
   * empty where none is known.
   */
  public OptionalLong lastChange(long instant) {
    return changes.stream().mapToLong(Change::at).filter(at -> at <= instant).max();
  }
}
