package io.liveorigin.ingest.store;

import io.liveorigin.contract.address.Address;
import java.time.Duration;

/** Hears how deliveries go. Called in Kafka's, the timer's and the appender's threads. */
public interface DeliveryListener {
  /** Stored, {@code after} this time. */
  void acknowledged(Duration after);

  /** Not acknowledged {@code after} this time; once for each upload. */
  void overdue(Address address, Duration after);

  /** One append failed and will be repeated. */
  void repeated(Address address, String why);
}
