package io.liveorigin.access.client;

import java.util.Locale;

/** Why a client was refused, or its connection ended. */
public enum ClientRefusal {
  /** It has as many connections as it may. */
  CONNECTIONS,
  /** It opens connections too fast. */
  CONNECTION_RATE,
  /** It asks too often. */
  REQUEST_RATE,
  /** All clients together begin too many TLS handshakes. */
  HANDSHAKE_RATE,
  /** Its TLS handshake takes too long. */
  HANDSHAKE_TIME,
  /** The head of its request takes too long. */
  HEAD_TIME,
  /** Its request has too many header fields. */
  HEADER_FIELDS,
  /** It reads its answer too slowly. */
  READ_RATE;

  /** As a label of figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
