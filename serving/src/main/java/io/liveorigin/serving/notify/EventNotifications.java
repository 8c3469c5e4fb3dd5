package io.liveorigin.serving.notify;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.notification.Notifications;
import io.liveorigin.serving.decision.RecentDecisions;
import java.util.Optional;

/**
 * The value of {@code Event-Notifications}: on a media segment what is in force at its number, on
 * any other answer of the event what is in force at its live edge. The text is written when a state
 * is first asked for and kept until the event's notifications change; a request costs two look-ups
 * in memory. Any thread.
 */
public final class EventNotifications {
  private final ControlState control;
  private final RecentDecisions recent;

  public EventNotifications(ControlState control, RecentDecisions recent) {
    this.control = control;
    this.recent = recent;
  }

  /** On a segment of that number. */
  public Optional<String> at(LiveEvent event, long number) {
    return control.notifications(event.id()).timeline().field(number);
  }

  /**
   * On an answer that is not a media segment.
   *
   * @param now epoch ms
   */
  public Optional<String> latest(LiveEvent event, long now) {
    Notifications notifications = control.notifications(event.id());
    return notifications == Notifications.NONE
        ? Optional.empty()
        : notifications.timeline().field(liveEdge(event, now));
  }

  /** Largest number that is due or decided: packagers may be ahead of the clock. */
  private long liveEdge(LiveEvent event, long now) {
    long edge = event.schedule().liveEdge(now);
    for (Representation representation : event.definition().representations()) {
      Track track = event.track(representation.id());
      edge = Math.max(edge, recent.largestDecided(track).orElse(edge));
    }
    return edge;
  }
}
