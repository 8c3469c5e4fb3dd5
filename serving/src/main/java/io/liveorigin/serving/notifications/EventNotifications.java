package io.liveorigin.serving.notifications;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationSet;
import java.util.Optional;

/**
 * The value of {@code Event-Notifications}. On a media segment it states what is in force at the
 * segment's number, and on any other response about the event what is in force at the live edge.
 * The text is written when a state is first requested, and kept until the event's notifications
 * change; a request costs two look-ups in memory. Thread-safe.
 */
public final class EventNotifications {
  private final ControlState control;
  private final LiveEdgeOf edges;

  /** The live edge of an event. */
  @FunctionalInterface
  public interface LiveEdgeOf {
    /**
     * The largest number that is due or decided.
     *
     * @param now epoch ms
     */
    long at(LiveEvent event, long now);
  }

  public EventNotifications(ControlState control, LiveEdgeOf edges) {
    this.control = control;
    this.edges = edges;
  }

  /** The value on a segment of that number. */
  public Optional<String> at(LiveEvent event, long number) {
    return control.notifications(event.id()).timeline().field(number);
  }

  /**
   * The value on a response that is not a media segment.
   *
   * @param now epoch ms
   */
  public Optional<String> latest(LiveEvent event, long now) {
    NotificationSet notifications = control.notifications(event.id());
    return notifications == NotificationSet.NONE
        ? Optional.empty()
        : notifications.timeline().field(edges.at(event, now));
  }
}
