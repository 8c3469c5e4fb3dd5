package io.liveorigin.access.credential;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/** What a client presents to say who it is. */
public sealed interface PresentedCredential {

  /** Nothing that could be understood. */
  record Nothing() implements PresentedCredential {}

  /** User name and password (RFC 7617). */
  record Basic(String user, String password) implements PresentedCredential {
    /** Records print their components; this must not be in a log. */
    @Override
    public String toString() {
      return "Basic of '" + user + "'";
    }
  }

  /** A token (RFC 6750, section 2.1). */
  record Bearer(String token) implements PresentedCredential {
    /** Records print their components; this must not be in a log. */
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** A client certificate of which TLS has verified that it is trusted. */
  record Certificate(X509Certificate certificate) implements PresentedCredential {}

  /**
   * What a request presents. The header field counts before the certificate of the connection, so
   * that one proxy can publish for several. Never throws.
   *
   * @param authorization value of the Authorization field
   * @param certificate of the client's end of the connection, verified
   */
  static PresentedCredential of(
      Optional<String> authorization, Optional<X509Certificate> certificate) {
    return authorization
        .map(PresentedCredential::parse)
        .or(() -> certificate.map(Certificate::new))
        .orElseGet(Nothing::new);
  }

  private static PresentedCredential parse(String field) {
    int space = field.indexOf(' ');
    if (space < 0) {
      return new Nothing();
    }
    String scheme = field.substring(0, space);
    String rest = field.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer") && !rest.isEmpty()) {
      return new Bearer(rest);
    }
    return scheme.equalsIgnoreCase("Basic") ? basic(rest) : new Nothing();
  }

  private static PresentedCredential basic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new Nothing();
    }
    int colon = pair.indexOf(':');
    return colon < 0
        ? new Nothing()
        : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
  }
}
