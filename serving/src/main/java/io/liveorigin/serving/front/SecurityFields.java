package io.liveorigin.serving.front;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * What every answer of the admin listener tells a browser: take it for what it says it is, run
 * nothing of it, show it in no frame, let no other site have it, and name it to nobody. There is no
 * CORS field, so no page of another site reads an answer.
 */
final class SecurityFields {
  private SecurityFields() {}

  static void put(HttpFields.Mutable fields, Request request) {
    fields.put("X-Content-Type-Options", "nosniff");
    fields.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    fields.put("Referrer-Policy", "no-referrer");
    fields.put("Cross-Origin-Resource-Policy", "same-origin");
    fields.put("X-Frame-Options", "DENY");
    // Of the connection: a request that cannot be read has not been marked as one of TLS.
    if (request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData() != null) {
      // A year; RFC 6797, section 7.2: never without TLS.
      fields.put("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
