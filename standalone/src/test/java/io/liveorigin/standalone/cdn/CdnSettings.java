package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.event.EventDefinition;

/**
 * What a CDN node in a test must know.
 *
 * @param port where it listens
 * @param originPort the public listener
 * @param originSecret what the origin demands
 * @param refreshSecret what makes nginx replace what it has
 * @param event whose limits the edge keeps
 * @param slice size of a slice of nginx, as its configuration writes it
 */
public record CdnSettings(
    int port,
    int originPort,
    String originSecret,
    String refreshSecret,
    EventDefinition event,
    String slice) {
  public static final String SECRET = "s3cr3t-canary-of-the-cdn";
  public static final String REFRESH = "the-refresh-secret-in-tests";

  /** With slices as they are shipped. */
  static CdnSettings of(int port, int originPort, EventDefinition event) {
    return new CdnSettings(port, originPort, SECRET, REFRESH, event, "8m");
  }

  CdnSettings withSlice(String size) {
    return new CdnSettings(port, originPort, originSecret, refreshSecret, event, size);
  }
}
