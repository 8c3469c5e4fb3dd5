package io.liveorigin.access.token;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648, section 5), or with it. The bits that a last character has
 * beyond the bytes must be 0 (section 3.5): the same bytes have one text.
 */
final class Base64Url {
  private Base64Url() {}

  /** The bytes; empty where it is something else. */
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
