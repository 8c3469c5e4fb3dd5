package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.json.JsonDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest of every control record, in memory. One writer applies records in the order of the
 * log; any thread reads. A record that this version cannot read changes nothing.
 */
public final class ControlState {
  private final Map<EventId, LiveEvent> events = new ConcurrentHashMap<>();
  private final Map<EventId, Map<String, Mask>> masks = new ConcurrentHashMap<>();

  /** Applies one record; an empty value deletes. Returns what it was about, if it is understood. */
  public Optional<ControlKey> apply(String key, Optional<byte[]> value) {
    Optional<ControlKey> parsed = ControlKey.parse(key);
    parsed.ifPresent(
        k -> {
          switch (k.kind()) {
            case EVENT -> applyEvent(k, value);
            case MASK -> applyMask(k, value);
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
    // Copy on write: readers see either the old masks of the event or the new ones.
    Map<String, Mask> next = new TreeMap<>(masks.getOrDefault(key.event(), Map.of()));
    if (value.isPresent()) {
      Mask mask = JsonDocuments.read(value.get(), Mask.class);
      requireKey(key, ControlKey.mask(mask.eventId(), mask.id()));
      next.put(key.id(), mask);
    } else {
      next.remove(key.id());
    }
    masks.put(key.event(), next);
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
    return List.copyOf(masks.getOrDefault(id, Map.of()).values());
  }

  /** The pipelines that are masked for that segment. */
  public List<String> maskedPipelines(SegmentAddress address) {
    Map<String, Mask> own = masks.getOrDefault(address.track().event(), Map.of());
    List<String> masked = new ArrayList<>(0);
    for (Mask mask : own.values()) {
      if (mask.covers(address) && !masked.contains(mask.pipeline())) {
        masked.add(mask.pipeline());
      }
    }
    return masked;
  }
}
