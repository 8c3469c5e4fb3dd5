package io.liveorigin.access.token;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648, section 5), or with it. */
final class Base64Url {
  private Base64Url() {}

  /** The bytes; empty where it is something else. */
  static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
