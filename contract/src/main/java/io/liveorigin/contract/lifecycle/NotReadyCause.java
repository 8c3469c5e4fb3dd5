package io.liveorigin.contract.lifecycle;

import java.util.Locale;

/** Why a process is not ready: the bounded part of the reason, for metrics. */
public enum NotReadyCause {
  /** The declared events are being read. */
  EVENTS,
  /** The init segments are being read. */
  INIT_SEGMENTS,
  /** Topics acknowledge with fewer replicas than the settings require. */
  REPLICA_SETTINGS,
  /** Too few replicas are in sync, so Kafka does not acknowledge. */
  REPLICAS,
  /** Kafka denies what the process needs. */
  ACCESS,
  /** The clock must not be relied on. */
  CLOCK,
  /** Kafka Streams does not run. */
  SELECTOR,
  /** The log was not read to its end lately. */
  LAG,
  /** Masks that were set meanwhile are being carried out. */
  MASKS,
  /** Anything else. */
  OTHER;

  /** The value of the label {@code reason}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
