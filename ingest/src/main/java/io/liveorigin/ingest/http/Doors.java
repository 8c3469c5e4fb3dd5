package io.liveorigin.ingest.http;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps out what web pages could send in the name of whoever looks at them, before anything is read
 * or dispatched. A browser sends a POST of a foreign page without asking first; it says so in
 * {@code Sec-Fetch-Site} (W3C Fetch Metadata Request Headers, section 2.3), or in {@code Origin}
 * (RFC 6454, section 7). Packagers send neither. The fields by which a method can be named beside
 * the request line are nobody's here: a GET stays a GET.
 */
final class Doors extends Handler.Wrapper {
  private static final List<String> METHOD_OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  Doors(Handler inner) {
    super(inner);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> foreign = foreignPage(request);
    if (foreign.isPresent()) {
      Response.writeError(request, response, callback, 403, foreign.get());
      return true;
    }
    return super.handle(withoutOverrides(request), response, callback);
  }

  /** Why the request counts as one of a foreign page. */
  private static Optional<String> foreignPage(Request request) {
    HttpFields fields = request.getHeaders();
    String site = fields.get("Sec-Fetch-Site");
    if (site != null) {
      return OWN_SITE.contains(site)
          ? Optional.empty()
          : Optional.of("a web page of another site sent this (Sec-Fetch-Site: " + site + ")");
    }
    String origin = fields.get(HttpHeader.ORIGIN);
    if (origin == null || origin.equals(own(fields.get(HttpHeader.HOST)))) {
      return Optional.empty();
    }
    return Optional.of("a web page of another site sent this (Origin: " + origin + ")");
  }

  private static String own(String host) {
    return "http://" + host;
  }

  private static Request withoutOverrides(Request request) {
    if (METHOD_OVERRIDES.stream().noneMatch(request.getHeaders()::contains)) {
      return request;
    }
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : request.getHeaders()) {
      if (METHOD_OVERRIDES.stream().noneMatch(field.getName()::equalsIgnoreCase)) {
        kept.add(field);
      }
    }
    HttpFields fields = kept.asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return fields;
      }
    };
  }
}
