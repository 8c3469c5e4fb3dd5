package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.notification.Notifications;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest of every control record, in memory. One writer applies records in the order of the
 * log; any thread reads. A record that this version cannot read changes nothing.
 */
public final class ControlState {
  private final Map<EventId, LiveEvent> events = new ConcurrentHashMap<>();
  private final EventRecords<Mask> masks = new EventRecords<>();
  private final EventRecords<Invalidation> invalidations = new EventRecords<>();
  private final Map<EventId, Notifications> notifications = new ConcurrentHashMap<>();

  /** Applies one record; an empty value deletes. Returns what it was about, if it is understood. */
  public Optional<ControlKey> apply(String key, Optional<byte[]> value) {
    Optional<ControlKey> parsed = ControlKey.parse(key);
    parsed.ifPresent(
        k -> {
          switch (k.kind()) {
            case EVENT -> applyEvent(k, value);
            case MASK -> applyMask(k, value);
            case INVALIDATION -> applyInvalidation(k, value);
            case NOTIFICATION -> applyNotification(k, NotificationSource.OPERATOR, value);
            case ANNOUNCEMENT -> applyNotification(k, NotificationSource.PACKAGER, value);
          }
        });
    return parsed;
  }

  private void applyEvent(ControlKey key, Optional<byte[]> value) {
    if (value.isPresent()) {
      LiveEvent event = LiveEvent.of(JsonDocuments.read(value.get(), EventDefinition.class));
      requireKey(key, ControlKey.event(event.id()));
      events.put(key.event(), event);
    } else {
      events.remove(key.event());
    }
  }

  private void applyMask(ControlKey key, Optional<byte[]> value) {
    Optional<Mask> mask = value.map(json -> JsonDocuments.read(json, Mask.class));
    mask.ifPresent(m -> requireKey(key, ControlKey.mask(m.eventId(), m.id())));
    masks.apply(key, mask);
  }

  private void applyInvalidation(ControlKey key, Optional<byte[]> value) {
    Optional<Invalidation> order = value.map(v -> JsonDocuments.read(v, Invalidation.class));
    order.ifPresent(i -> requireKey(key, ControlKey.invalidation(i.eventId(), i.id())));
    invalidations.apply(key, order);
  }

  private void applyNotification(
      ControlKey key, NotificationSource source, Optional<byte[]> value) {
    Notifications before = notifications(key.event());
    Notifications next;
    if (value.isPresent()) {
      Notification notification = JsonDocuments.read(value.get(), Notification.class);
      requireKey(key, ControlKey.notification(notification));
      next = before.with(notification);
    } else {
      next = before.without(source, key.id());
    }
    if (next.kept().isEmpty()) {
      notifications.remove(key.event());
    } else {
      notifications.put(key.event(), next);
    }
  }

  /** A record filed under another key would outlive its own deletion. */
  private static void requireKey(ControlKey key, ControlKey own) {
    if (!key.equals(own)) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "control record " + key + " holds the value of " + own);
    }
  }

  public Optional<LiveEvent> event(EventId id) {
    return Optional.ofNullable(events.get(id));
  }

  public Collection<LiveEvent> events() {
    return List.copyOf(events.values());
  }

  /** Masks of one event by id, in the order of their ids. */
  public List<Mask> masks(EventId id) {
    return List.copyOf(masks.of(id).values());
  }

  /** Invalidations of one event, in the order of their ids. */
  public List<Invalidation> invalidations(EventId id) {
    return List.copyOf(invalidations.of(id).values());
  }

  /** Invalidations of all events. */
  public List<Invalidation> invalidations() {
    return invalidations.all();
  }

  /** What operators and packagers say about an event, also before it is declared. */
  public Notifications notifications(EventId id) {
    return notifications.getOrDefault(id, Notifications.NONE);
  }

  /** The pipelines that are masked for that segment. */
  public List<String> maskedPipelines(SegmentAddress address) {
    List<String> masked = new ArrayList<>(0);
    for (Mask mask : masks.of(address.track().event()).values()) {
      if (mask.covers(address) && !masked.contains(mask.pipeline())) {
        masked.add(mask.pipeline());
      }
    }
    return masked;
  }
}
