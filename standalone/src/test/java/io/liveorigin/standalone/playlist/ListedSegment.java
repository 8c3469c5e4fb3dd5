package io.liveorigin.standalone.playlist;

import java.time.Instant;
import java.util.Optional;

/**
 * All that a media playlist says of one segment.
 *
 * @param number its media sequence number
 * @param discontinuity its discontinuity sequence number (RFC 8216bis, 3)
 * @param tagged whether EXT-X-DISCONTINUITY stands before it
 * @param map URI of the EXT-X-MAP in force
 * @param date its EXT-X-PROGRAM-DATE-TIME
 * @param gap whether it has EXT-X-GAP
 * @param extinf as it is written
 * @param uri as it is written
 */
public record ListedSegment(
    long number,
    long discontinuity,
    boolean tagged,
    Optional<String> map,
    Optional<Instant> date,
    boolean gap,
    String extinf,
    String uri) {

  /** Duration, seconds. */
  public double seconds() {
    return Double.parseDouble(extinf);
  }
}
