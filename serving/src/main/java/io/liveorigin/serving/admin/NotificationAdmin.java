package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.notification.NotificationSource;
import java.time.Clock;
import java.util.List;

/**
 * Publishes and revokes notifications. When a call returns, the change is durable, in force in
 * every partition and read back by this node; other nodes read it moments later. Any thread.
 */
public final class NotificationAdmin {
  private final ControlState control;
  private final TenantLimitCheck limitCheck;
  private final Clock clock;

  public NotificationAdmin(ControlState control, TenantLimitCheck limitCheck, Clock clock) {
    this.limitCheck = limitCheck;
    this.control = control;
    this.clock = clock;
  }

  /** The operators' and packagers' notifications that count, by their first number. */
  public List<Notification> all(EventId id) {
    return known(control, id).counting();
  }

  public Notification get(EventId id, String notification) {
    return get(control, id, notification);
  }

  private static Notification get(ControlState state, EventId id, String notification) {
    return known(state, id)
        .find(notification)
        .orElseThrow(
            () ->
                new OriginException(
                    ErrorCode.UNKNOWN_NOTIFICATION, id + " has no notification " + notification));
  }

  /** Publishes or changes a notification. Returns whether none of that id counted before. */
  public boolean put(ControlLog log, Notification notification) {
    if (notification.source() != NotificationSource.OPERATOR || notification.revoked()) {
      throw new OriginException(
          ErrorCode.INVALID_NOTIFICATION,
          "source must be operator or absent, and revoked must be false or absent; use DELETE to"
              + " revoke");
    }
    return log.change(
        (state, edit) -> {
          NotificationSet before = known(state, notification.eventId());
          long oldest = event(state, notification.eventId()).schedule().windowStart(clock.millis());
          before.requireRoom(notification, oldest);
          limitCheck.require(state, notification);
          before.dispensable(oldest).forEach(past -> edit.delete(ControlKey.notification(past)));
          edit.put(notification);
          return before.find(notification.id()).isEmpty();
        });
  }

  /**
   * Revokes a notification. One that packagers announced, or still may, is remembered as revoked:
   * the same announcement by another pipeline or representation later changes nothing.
   */
  public void revoke(ControlLog log, EventId id, String notification) {
    log.change(
        (state, edit) -> {
          Notification revoked = get(state, id, notification);
          if (revoked.announceable() || known(state, id).announced(notification)) {
            edit.put(revoked.revocation());
          } else {
            edit.delete(ControlKey.notification(revoked));
          }
          return revoked;
        });
  }

  private static NotificationSet known(ControlState state, EventId id) {
    event(state, id);
    return state.notifications(id);
  }

  private static LiveEvent event(ControlState state, EventId id) {
    return state
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }
}
