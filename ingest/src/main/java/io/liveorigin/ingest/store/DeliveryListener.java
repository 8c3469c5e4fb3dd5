package io.liveorigin.ingest.store;

import io.liveorigin.contract.address.Address;
import java.time.Duration;

/**
 * Receives the progress of deliveries. Called in Kafka's, the timer's and the appender's threads.
 */
public interface DeliveryListener {
  /** An upload was stored after this time. */
  void acknowledged(Duration after);

  /** An upload is not acknowledged after this time; called at most once for each upload. */
  void overdue(Address address, Duration after);

  /** An append failed and will be retried. */
  void repeated(Address address, String why);
}
