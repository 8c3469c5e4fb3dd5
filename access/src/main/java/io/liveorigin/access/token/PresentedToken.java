package io.liveorigin.access.token;

import java.util.List;
import java.util.Optional;

/**
 * Finds the token of a request: in the header field {@value #HEADER}, or else in the parameter
 * {@value #PARAMETER} of the query. Where either is there more than once, which of them counts is
 * nobody's to say: that is a token of no characters, which no one accepts. Pure.
 */
public final class PresentedToken {
  /** The header field; case does not matter. */
  public static final String HEADER = "CTA-Common-Access-Token";

  /** The parameter; some players write it in lower case. */
  public static final String PARAMETER = "CAT";

  private static final String LOWER = "cta-common-access-token";

  private PresentedToken() {}

  /**
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
        // The padding, which need not be there, is all that may be escaped in base64url.
        found = Optional.of(found.isPresent() ? "" : value.replace("%3D", "=").replace("%3d", "="));
      }
      at = end + 1;
    }
    return found;
  }
}
