package io.liveorigin.serving.front;

import io.liveorigin.serving.console.ConsoleFile;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * The fields by which every response of the admin listener tells a browser to take it for its
 * declared type, run nothing in it except the console in its own page, show it in no frame, share
 * it with no other site, and reveal its URL to no site. There is no CORS field, so no page of
 * another site can read a response.
 */
final class SecurityFields {
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /**
   * The policy of the console's page: it runs the modules of this listener, is styled by them,
   * talks to this listener, and nothing else.
   */
  private static final String CONSOLE =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private SecurityFields() {}

  static void put(HttpFields.Mutable fields, Request request) {
    fields.put("X-Content-Type-Options", "nosniff");
    boolean console = ConsoleFile.PAGE.equals(request.getHttpURI().getPath());
    fields.put("Content-Security-Policy", console ? CONSOLE : NOTHING);
    fields.put("Referrer-Policy", "no-referrer");
    fields.put("Cross-Origin-Resource-Policy", "same-origin");
    fields.put("X-Frame-Options", "DENY");
    // Decided by the connection, because a request that cannot be read is not marked as one over
    // TLS.
    if (request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData() != null) {
      // One year; RFC 6797, section 7.2: never without TLS.
      fields.put("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
