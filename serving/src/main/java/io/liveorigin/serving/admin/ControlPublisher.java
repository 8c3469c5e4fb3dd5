package io.liveorigin.serving.admin;

import io.liveorigin.contract.control.ControlKey;
import java.util.Optional;

/** Publishes control records. Any thread. */
@FunctionalInterface
public interface ControlPublisher {
  /**
   * Publishes a record, or its deletion where {@code value} is empty. Returns when every partition
   * has acknowledged it; throws {@code STORAGE_UNAVAILABLE} otherwise.
   */
  void publish(ControlKey key, Optional<byte[]> value);
}
