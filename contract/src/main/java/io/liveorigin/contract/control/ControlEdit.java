package io.liveorigin.contract.control;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of one change, in their order. They take effect together or not at all. For use by
 * one thread.
 */
public final class ControlEdit {
  /** A record, or the deletion of one if {@code value} is empty. */
  public record Entry(ControlKey key, Optional<byte[]> value) {}

  /**
   * A record of the topic {@code audit} that is written together with the change, or not at all.
   *
   * @param key the key of the record
   */
  public record Audit(String key, byte[] value) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Audit> audits = new ArrayList<>();

  public void put(EventDefinition event) {
    put(ControlKey.event(event.id()), ControlJson.write(event));
  }

  public void put(Mask mask) {
    put(ControlKey.mask(mask.eventId(), mask.id()), ControlJson.write(mask));
  }

  public void put(Invalidation order) {
    put(ControlKey.invalidation(order.eventId(), order.id()), ControlJson.write(order));
  }

  public void put(Notification notification) {
    put(ControlKey.notification(notification), ControlJson.write(notification));
  }

  private void put(ControlKey key, byte[] value) {
    entries.add(new Entry(key, Optional.of(value)));
  }

  public void delete(ControlKey key) {
    entries.add(new Entry(key, Optional.empty()));
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Adds the record of who makes this change. */
  public void audit(Audit record) {
    audits.add(record);
  }

  public List<Audit> audits() {
    return List.copyOf(audits);
  }
}
