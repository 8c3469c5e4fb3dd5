package io.liveorigin.access.token;

import java.util.List;
import java.util.Optional;

/**
 * Finds the token of a request: in the header field {@value #HEADER}, or else in the query
 * parameter {@value #PARAMETER}. If either of them occurs more than once, there is no telling which
 * one counts, so the result is an empty token, which is never accepted. Pure.
 */
public final class PresentedToken {
  /** The header field, in any case. */
  public static final String HEADER = "CTA-Common-Access-Token";

  /** The query parameter, in any case: some players write it in lower case. */
  public static final String PARAMETER = "CAT";

  private static final String LOWER = "cta-common-access-token";

  private PresentedToken() {}

  /**
   * Returns the token of a request; empty if there is none.
   *
   * @param query as it was sent, without the question mark
   */
  public static Optional<String> of(TokenRequest request, String query) {
    List<String> lines = request.field(LOWER);
    if (!lines.isEmpty()) {
      return Optional.of(lines.size() == 1 ? lines.get(0) : "");
    }
    Optional<String> found = Optional.empty();
    for (int at = 0; at < query.length(); ) {
      int end = query.indexOf('&', at);
      end = end < 0 ? query.length() : end;
      if (query.regionMatches(true, at, PARAMETER + "=", 0, PARAMETER.length() + 1)) {
        String value = query.substring(at + PARAMETER.length() + 1, end);
        // Only the optional padding of base64url may be percent-encoded.
        found = Optional.of(found.isPresent() ? "" : value.replace("%3D", "=").replace("%3d", "="));
      }
      at = end + 1;
    }
    return found;
  }
}
