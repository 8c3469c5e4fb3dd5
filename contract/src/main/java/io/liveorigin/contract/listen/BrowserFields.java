package io.liveorigin.contract.listen;

import java.util.List;
import java.util.Optional;

/**
 * The header fields that tell which web page sent a request. A browser sends a POST for a page of
 * another site without asking first, but says so in {@code Sec-Fetch-Site} (W3C Fetch Metadata
 * Request Headers, section 2.3), or in {@code Origin} (RFC 6454, section 7). Packagers, caches and
 * operators' tools send neither field. Immutable.
 *
 * @param fetchSite the value of {@code Sec-Fetch-Site}
 * @param origin the value of {@code Origin}
 * @param scheme {@code https} if the request came over TLS, otherwise {@code http}
 * @param host host and port of the request
 */
public record BrowserFields(
    Optional<String> fetchSite, Optional<String> origin, String scheme, Optional<String> host) {
  /** The header fields that some servers obey as the method, whatever the request line says. */
  private static final List<String> METHOD_OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  /** Returns why the request counts as one from a page of another site; empty if it does not. */
  public Optional<String> foreignPage() {
    if (fetchSite.isPresent()) {
      return OWN_SITE.contains(fetchSite.get())
          ? Optional.empty()
          : Optional.of(
              "a web page of another site sent this request (Sec-Fetch-Site:"
                  + " "
                  + fetchSite.get()
                  + ")");
    }
    return origin
        .filter(page -> !host.map(own -> scheme + "://" + own).equals(Optional.of(page)))
        .map(page -> "a web page of another site sent this request (Origin: " + page + ")");
  }

  /** Returns whether a field of that name claims another method. No listener obeys such a field. */
  public static boolean overridesMethod(String field) {
    return METHOD_OVERRIDES.stream().anyMatch(field::equalsIgnoreCase);
  }
}
