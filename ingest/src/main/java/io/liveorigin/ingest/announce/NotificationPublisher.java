package io.liveorigin.ingest.announce;

import io.liveorigin.contract.control.ControlKey;
import java.util.Optional;

/** Publishes control records. Called by one thread, which it may block. */
@FunctionalInterface
public interface NotificationPublisher {
  /**
   * Publishes a record, or its deletion where {@code value} is empty. Returns when every partition
   * has acknowledged it; throws {@code STORAGE_UNAVAILABLE} otherwise.
   */
  void publish(ControlKey key, Optional<byte[]> value);
}
