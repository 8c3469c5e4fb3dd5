package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records of one kind, by event and id. Copy on write: readers see either the old records of an
 * event or the new ones. One thread writes, any thread may read.
 */
final class EventRecords<T> {
  private final Map<EventId, Map<String, T>> byEvent = new ConcurrentHashMap<>();

  /** Replaces the record of that id, or removes it if {@code value} is empty. */
  void apply(ControlKey key, Optional<T> value) {
    Map<String, T> next = new TreeMap<>(of(key.event()));
    value.ifPresentOrElse(v -> next.put(key.id(), v), () -> next.remove(key.id()));
    if (next.isEmpty()) {
      byEvent.remove(key.event());
    } else {
      byEvent.put(key.event(), next);
    }
  }

  /** The records of an event by id, in the order of their ids. Callers must not modify the map. */
  Map<String, T> of(EventId event) {
    return byEvent.getOrDefault(event, Map.of());
  }

  List<T> all() {
    return byEvent.values().stream().flatMap(records -> records.values().stream()).toList();
  }
}
