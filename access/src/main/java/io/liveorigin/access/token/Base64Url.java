package io.liveorigin.access.token;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648, section 5), or with it. The unused bits of the last
 * character must be 0 (section 3.5), so that there is only one text, apart from the padding, for
 * the same bytes.
 */
final class Base64Url {
  private Base64Url() {}

  /** Returns the decoded bytes; empty if the text is not valid. */
  static Optional<byte[]> decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String canonical = Base64.getUrlEncoder().encodeToString(bytes);
      int end = canonical.indexOf('=');
      String unpadded = end < 0 ? canonical : canonical.substring(0, end);
      return text.equals(unpadded) || text.equals(canonical)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
