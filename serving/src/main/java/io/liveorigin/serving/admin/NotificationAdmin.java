package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.notification.Notifications;
import io.liveorigin.contract.wire.ControlJson;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Publishes and revokes notifications. A change is durable and on its way to every node when a call
 * returns; reads may lag behind it. Any thread; changes one at a time.
 */
public final class NotificationAdmin {
  private final ControlState control;
  private final ControlPublisher publisher;
  private final Clock clock;

  public NotificationAdmin(ControlState control, ControlPublisher publisher, Clock clock) {
    this.control = control;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Those that count, operators' and packagers', by their first number. */
  public List<Notification> all(EventId id) {
    return known(id).counting();
  }

  public Notification get(EventId id, String notification) {
    return known(id)
        .find(notification)
        .orElseThrow(
            () ->
                new OriginException(
                    ErrorCode.UNKNOWN_NOTIFICATION, id + " has no notification " + notification));
  }

  /** Returns whether none of that id counted before. */
  public synchronized boolean put(Notification notification) {
    if (notification.source() != NotificationSource.OPERATOR || notification.revoked()) {
      throw new OriginException(
          ErrorCode.INVALID_NOTIFICATION,
          "source must be operator and revoked must be false, or absent; to revoke, DELETE it");
    }
    Notifications before = known(notification.eventId());
    long oldest = oldest(notification.eventId());
    before.requireRoom(notification, oldest);
    for (Notification past : before.dispensable(oldest)) {
      delete(past);
    }
    write(notification);
    return before.find(notification.id()).isEmpty();
  }

  /**
   * Takes one back. What packagers announced, or still may, is remembered as revoked: another
   * pipeline or representation that says the same later changes nothing.
   */
  public synchronized void revoke(EventId id, String notification) {
    Notification revoked = get(id, notification);
    if (revoked.announceable() || known(id).announced(notification)) {
      write(revoked.revocation());
    } else {
      delete(revoked);
    }
  }

  private void write(Notification notification) {
    publisher.publish(
        ControlKey.notification(notification), Optional.of(ControlJson.write(notification)));
  }

  private void delete(Notification notification) {
    publisher.publish(ControlKey.notification(notification), Optional.empty());
  }

  private long oldest(EventId id) {
    return event(id).schedule().windowStart(clock.millis());
  }

  private Notifications known(EventId id) {
    event(id);
    return control.notifications(id);
  }

  private LiveEvent event(EventId id) {
    return control
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }
}
