package io.liveorigin.access.client;

import java.util.Locale;

/** The reason why a client was refused, or why its connection was closed. */
public enum ClientRefusal {
  /** The client has reached its maximum number of connections. */
  CONNECTIONS,
  /** The client opens connections too fast. */
  CONNECTION_RATE,
  /** The client sends too many requests per second. */
  REQUEST_RATE,
  /** Too many TLS handshakes per second, of all clients together or of this client. */
  HANDSHAKE_RATE,
  /** The TLS handshake takes too long. */
  HANDSHAKE_TIME,
  /** The head of the request takes too long to arrive. */
  HEAD_TIME,
  /** The request has too many header fields. */
  HEADER_FIELDS,
  /** The client reads its response too slowly. */
  READ_RATE;

  /** Returns the value of the label in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
