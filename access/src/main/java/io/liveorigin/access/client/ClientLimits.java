package io.liveorigin.access.client;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.util.Map;

/**
 * How much clients may use of one listener. A client is an address or a network, see {@link
 * ClientNetwork}. The /48 around an IPv6 address may have as many connections and handshakes as one
 * client, and {@value ConnectedClients#SITE_RATES} times its rates. 0 means unlimited. Rates allow
 * bursts of one second's worth.
 *
 * @param connections concurrent connections of one client
 * @param connectionRate new connections of one client per second. Each has one TLS handshake, so
 *     this bounds the handshakes of one client, too
 * @param requestRate requests of one client per second
 * @param handshakeRate TLS handshakes of all clients per second; one client may use at most a
 *     quarter
 * @param handshakeTime time limit from the start of the connection to the end of its TLS handshake
 * @param headTime time limit from the first byte of a request to the end of its head
 * @param headerFields maximum number of header fields in one request
 * @param trusted networks to which only the two time limits and {@code headerFields} apply
 */
public record ClientLimits(
    int connections,
    int connectionRate,
    int requestRate,
    int handshakeRate,
    Duration handshakeTime,
    Duration headTime,
    int headerFields,
    TrustedNetworks trusted) {
  /** A client sends a handshake, or a request head, in two or three packets. */
  private static final Duration TIME = Duration.ofSeconds(10);

  /** Browsers send about 20 fields; proxies add a few. */
  private static final int FIELDS = 100;

  private static final int MOST = 100_000_000;
  private static final int MOST_SECONDS = 600;

  public ClientLimits {
    atMost("connections", connections);
    atMost("connection-rate", connectionRate);
    atMost("request-rate", requestRate);
    atMost("handshake-rate", handshakeRate);
    time("handshake-seconds", handshakeTime);
    time("head-seconds", headTime);
    if (headerFields < 10 || headerFields > 10_000) {
      throw invalid("header-fields", "10 to 10000", headerFields);
    }
  }

  /**
   * Returns the defaults for a public listener. One node of a CDN is one client with any number of
   * requests, so the defaults only prevent that one client locks out all others: no client may use
   * more than three quarters of the connections.
   *
   * @param descriptors number of connections that the process may keep open
   */
  public static ClientLimits viewers(int descriptors) {
    return new ClientLimits(
        Math.min(MOST, Math.max(1, descriptors / 4 * 3)),
        0,
        0,
        2_000,
        TIME,
        TIME,
        FIELDS,
        TrustedNetworks.none());
  }

  /**
   * Returns the defaults for a listener for packagers: sized for several hundred encoders behind
   * one address, each of which opens a connection for every segment of ten representations every
   * two seconds.
   */
  public static ClientLimits packagers() {
    return new ClientLimits(5_000, 2_000, 5_000, 2_000, TIME, TIME, FIELDS, TrustedNetworks.none());
  }

  /** Returns the defaults for a listener for operators: people, scripts and scrapers of metrics. */
  public static ClientLimits operators() {
    return new ClientLimits(200, 200, 500, 200, TIME, TIME, FIELDS, TrustedNetworks.none());
  }

  /** Returns the same limits with other trusted networks. */
  public ClientLimits withTrusted(TrustedNetworks other) {
    return new ClientLimits(
        connections,
        connectionRate,
        requestRate,
        handshakeRate,
        handshakeTime,
        headTime,
        headerFields,
        other);
  }

  /**
   * Returns the same limits with some values replaced. Throws {@link OriginException} with {@link
   * ErrorCode#INTERNAL} for an unknown key or an invalid value.
   *
   * @param bounds values by key: {@code connections}, {@code connection-rate}, {@code
   *     request-rate}, {@code handshake-rate}, {@code handshake-seconds}, {@code head-seconds},
   *     {@code header-fields}
   */
  public ClientLimits with(Map<String, Integer> bounds) {
    ClientLimits limits = this;
    for (Map.Entry<String, Integer> bound : bounds.entrySet()) {
      limits = limits.with(bound.getKey(), bound.getValue());
    }
    return limits;
  }

  private ClientLimits with(String key, int value) {
    int[] counts = {connections, connectionRate, requestRate, handshakeRate, headerFields};
    Duration[] times = {handshakeTime, headTime};
    switch (key) {
      case "connections" -> counts[0] = value;
      case "connection-rate" -> counts[1] = value;
      case "request-rate" -> counts[2] = value;
      case "handshake-rate" -> counts[3] = value;
      case "header-fields" -> counts[4] = value;
      case "handshake-seconds" -> times[0] = Duration.ofSeconds(value);
      case "head-seconds" -> times[1] = Duration.ofSeconds(value);
      default ->
          throw new OriginException(
              ErrorCode.INTERNAL,
              "a client limit must be connections, connection-rate, request-rate,"
                  + " handshake-rate, handshake-seconds, head-seconds or header-fields, but is '"
                  + key
                  + "'");
    }
    return new ClientLimits(
        counts[0], counts[1], counts[2], counts[3], times[0], times[1], counts[4], trusted);
  }

  private static void atMost(String key, int value) {
    if (value < 0 || value > MOST) {
      throw invalid(key, "0 (unlimited) to " + MOST, value);
    }
  }

  private static void time(String key, Duration value) {
    if (value.toMillis() < 50 || value.toSeconds() > MOST_SECONDS) {
      throw invalid(key, "1 to " + MOST_SECONDS, value);
    }
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL,
        "client limit " + key + " must be " + allowed + ", but is '" + value + "'");
  }
}
