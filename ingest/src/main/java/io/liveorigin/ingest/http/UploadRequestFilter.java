package io.liveorigin.ingest.http;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.ClientSocket;
import io.liveorigin.contract.listen.BrowserFields;
import io.liveorigin.contract.listen.RequestFraming;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The request filter. Refuses, before anything is read or dispatched, requests that a web page of
 * another site could send on behalf of its visitor, and requests whose form is not supported. Also
 * removes the header fields that override the method: a GET stays a GET.
 */
final class UploadRequestFilter extends Handler.Wrapper {
  /** The reason for a 429, for the code that writes the response. */
  static final String TOO_MANY = "this address sends too many requests";

  private final ConnectedClients connectedClients;

  /**
   * @param connectedClients enforces the limits of each client
   */
  UploadRequestFilter(Handler inner, ConnectedClients connectedClients) {
    super(inner);
    this.connectedClients = connectedClients;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields fields = request.getHeaders();
    if (fields.size() > connectedClients.limits().headerFields()) {
      connectedClients.refuse(ClientRefusal.HEADER_FIELDS);
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      Response.writeError(
          request,
          response,
          callback,
          431,
          "more than " + connectedClients.limits().headerFields() + " header fields");
      return true;
    }
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    if (socket instanceof ClientSocket client && !client.clientConnection().request()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      Response.writeError(request, response, callback, 429, TOO_MANY);
      return true;
    }
    Optional<String> fault = form(request).fault();
    if (fault.isPresent()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      Response.writeError(request, response, callback, 400, fault.get());
      return true;
    }
    Optional<String> foreign =
        new BrowserFields(
                Optional.ofNullable(fields.get("Sec-Fetch-Site")),
                Optional.ofNullable(fields.get(HttpHeader.ORIGIN)),
                request.isSecure() ? "https" : "http",
                Optional.ofNullable(request.getHttpURI().getAuthority())
                    .or(() -> Optional.ofNullable(fields.get(HttpHeader.HOST))))
            .foreignPage();
    if (foreign.isPresent()) {
      Response.writeError(request, response, callback, 403, foreign.get());
      return true;
    }
    if (ofTheServer(request)) {
      response.setStatus(204);
      response.getHeaders().put(HttpHeader.ALLOW, ResponseWriter.ALLOWED_METHODS);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return true;
    }
    return super.handle(withoutOverrides(request), response, callback);
  }

  private static RequestFraming form(Request request) {
    HttpURI uri = request.getHttpURI();
    String host = request.getHeaders().get(HttpHeader.HOST);
    return new RequestFraming(
        request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0,
        Optional.ofNullable(uri.getScheme()),
        // Jetty stores the host of the target in another form than that of Host.
        host != null && !host.isEmpty() && (uri.getHost() == null || uri.getHost().isEmpty()),
        request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING));
  }

  /** Returns whether this is {@code OPTIONS *} (RFC 9110, section 9.3.7). */
  private static boolean ofTheServer(Request request) {
    return request.getMethod().equals("OPTIONS") && "*".equals(request.getHttpURI().getPath());
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
