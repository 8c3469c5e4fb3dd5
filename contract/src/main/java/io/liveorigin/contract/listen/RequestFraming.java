package io.liveorigin.contract.listen;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a request's head that say to which host it goes and where its body ends, as far as a
 * parser of HTTP does not check them. Immutable.
 *
 * @param old whether the request is HTTP/1.0
 * @param scheme scheme of the target's URI, in lower case; that of the connection for a target that
 *     is not in absolute form (RFC 9112, section 3.2.2)
 * @param nowhere whether a target in absolute form names no host (RFC 9110, section 4.2.1)
 * @param codings the values of {@code Transfer-Encoding}, one for each line
 */
public record RequestFraming(
    boolean old, Optional<String> scheme, boolean nowhere, List<String> codings) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Returns why the request is refused with 400; empty if it is in order. */
  public Optional<String> fault() {
    if (scheme.isPresent() && !SCHEMES.contains(scheme.get())) {
      return Optional.of(
          "the request target has the scheme"
              + " '"
              + scheme.get()
              + "', but must have http or https");
    }
    if (nowhere) {
      return Optional.of("the request target does not name a host");
    }
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    if (old) {
      // An intermediary may have taken the body for the next request (section 6.1).
      return Optional.of("HTTP/1.0 does not allow Transfer-Encoding");
    }
    return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of(
            "Transfer-Encoding must be 'chunked', but is '" + String.join(", ", codings) + "'");
  }
}
