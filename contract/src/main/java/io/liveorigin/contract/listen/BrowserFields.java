package io.liveorigin.contract.listen;

import java.util.List;
import java.util.Optional;

/**
 * What a request says of the web page that sent it. A browser sends a POST of a foreign page
 * without asking first; it says so in {@code Sec-Fetch-Site} (W3C Fetch Metadata Request Headers,
 * section 2.3), or in {@code Origin} (RFC 6454, section 7). Packagers, caches and operators' tools
 * send neither. Pure.
 *
 * @param fetchSite the value of {@code Sec-Fetch-Site}
 * @param origin the value of {@code Origin}
 * @param scheme {@code https} where the request came by TLS, else {@code http}
 * @param host host and port that the request is for
 */
public record BrowserFields(
    Optional<String> fetchSite, Optional<String> origin, String scheme, Optional<String> host) {
  /** The header fields that some servers take for the method, whatever the request line says. */
  private static final List<String> METHOD_OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  /** Why the request counts as one of a foreign page; empty where it does not. */
  public Optional<String> foreignPage() {
    if (fetchSite.isPresent()) {
      return OWN_SITE.contains(fetchSite.get())
          ? Optional.empty()
          : Optional.of(
              "a web page of another site sent this (Sec-Fetch-Site: " + fetchSite.get() + ")");
    }
    return origin
        .filter(page -> !host.map(own -> scheme + "://" + own).equals(Optional.of(page)))
        .map(page -> "a web page of another site sent this (Origin: " + page + ")");
  }

  /** Whether a field of that name claims another method: no listener looks at such a field. */
  public static boolean overridesMethod(String field) {
    return METHOD_OVERRIDES.stream().anyMatch(field::equalsIgnoreCase);
  }
}
