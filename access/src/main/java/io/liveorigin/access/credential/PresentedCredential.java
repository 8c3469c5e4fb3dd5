package io.liveorigin.access.credential;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/** The credential that a client presents. */
public sealed interface PresentedCredential {

  /** No credential, or one that could not be parsed. */
  record Nothing() implements PresentedCredential {}

  /** User name and password (RFC 7617). */
  record Basic(String user, String password) implements PresentedCredential {
    /** Omits the secret, which must not appear in a log. */
    @Override
    public String toString() {
      return "Basic of '" + user + "'";
    }
  }

  /** A token (RFC 6750, section 2.1). */
  record Bearer(String token) implements PresentedCredential {
    /** Omits the secret, which must not appear in a log. */
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** A client certificate. TLS has verified that it is trusted. */
  record Certificate(X509Certificate certificate) implements PresentedCredential {}

  /**
   * Returns the credential that a request presents. The header field takes precedence over the
   * certificate of the connection, so that one proxy can publish for several publishers. Never
   * throws.
   *
   * @param authorization value of the Authorization header field
   * @param certificate the client's certificate on this connection, already verified
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
