package io.liveorigin.serving.front;

import io.liveorigin.contract.listen.BrowserFields;
import io.liveorigin.contract.listen.HostNames;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before the routes of a listener. The fields that name a method beside the request line are
 * taken away everywhere: a GET stays a GET. Where only operators may come, web pages of other sites
 * are refused, and so is a host that is no name of the listener. Any thread.
 */
final class Doors extends Handler.Wrapper {
  private final Optional<HostNames> names;

  /**
   * @param names of a listener for operators; empty for one that is open to every web page
   */
  Doors(Optional<HostNames> names) {
    this.names = names;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> refused = names.flatMap(own -> refusal(own, request));
    if (refused.isPresent()) {
      Response.writeError(request, response, callback, 403, refused.get());
      return true;
    }
    return super.handle(withoutOverrides(request), response, callback);
  }

  private static Optional<String> refusal(HostNames names, Request request) {
    HttpFields fields = request.getHeaders();
    Optional<String> host = Optional.ofNullable(fields.get(HttpHeader.HOST));
    // A target in absolute form says by itself which host it is for.
    Optional<String> authority =
        Optional.ofNullable(request.getHttpURI().getAuthority()).or(() -> host);
    return names
        .refusal(authority, Request.getLocalAddr(request))
        .or(
            () ->
                new BrowserFields(
                        Optional.ofNullable(fields.get("Sec-Fetch-Site")),
                        Optional.ofNullable(fields.get(HttpHeader.ORIGIN)),
                        host)
                    .foreignPage());
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
