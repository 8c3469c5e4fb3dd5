package io.liveorigin.ingest.http;

import io.liveorigin.contract.listen.BrowserFields;
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
 * or dispatched, and takes away the fields that name a method beside the request line: a GET stays
 * a GET.
 */
final class Doors extends Handler.Wrapper {
  Doors(Handler inner) {
    super(inner);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields fields = request.getHeaders();
    Optional<String> foreign =
        new BrowserFields(
                Optional.ofNullable(fields.get("Sec-Fetch-Site")),
                Optional.ofNullable(fields.get(HttpHeader.ORIGIN)),
                Optional.ofNullable(fields.get(HttpHeader.HOST)))
            .foreignPage();
    if (foreign.isPresent()) {
      Response.writeError(request, response, callback, 403, foreign.get());
      return true;
    }
    return super.handle(withoutOverrides(request), response, callback);
  }

  private static Request withoutOverrides(Request request) {
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : request.getHeaders()) {
      if (!BrowserFields.overridesMethod(field.getName())) {
        kept.add(field);
      }
    }
    if (kept.size() == request.getHeaders().size()) {
      return request;
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
