package io.liveorigin.serving.front;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.contract.listen.BrowserFields;
import io.liveorigin.contract.listen.RequestFraming;
import io.liveorigin.serving.console.ConsoleFile;
import io.liveorigin.serving.response.CachePolicy;
import java.util.Optional;
import java.util.Set;
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
 * The checks before the routes of a listener. A request with a form that is not understood is
 * refused. Header fields that override the method are removed on every listener: a GET stays a GET.
 * On a listener for operators, requests from web pages of other sites are refused, and so are those
 * for a host that is not a name of the listener. Any thread.
 */
final class RequestFilter extends Handler.Wrapper {
  private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");

  private final Optional<AllowedHosts> allowedHosts;
  private final String methods;
  private final ConnectedClients connectedClients;

  /**
   * Creates the filter of a listener.
   *
   * @param allowedHosts of a listener for operators; empty for one that is open to every web page
   * @param methods that some route of the listener has
   * @param connectedClients the limits of each client
   */
  RequestFilter(
      Optional<AllowedHosts> allowedHosts, String methods, ConnectedClients connectedClients) {
    this.allowedHosts = allowedHosts;
    this.methods = methods;
    this.connectedClients = connectedClients;
  }

  @Override
  public boolean handle(Request request, Response response, Callback ending) throws Exception {
    Callback callback = RequestBodyDrain.before(ending, request);
    if (request.getHeaders().size() > connectedClients.limits().headerFields()) {
      connectedClients.refuse(ClientRefusal.HEADER_FIELDS);
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      ProblemErrorHandler.refuse(
          request,
          response,
          callback,
          431,
          "the request has more than "
              + connectedClients.limits().headerFields()
              + " header fields");
      return true;
    }
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    if (socket instanceof PlainSocket client && !client.clientConnection().request()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      ProblemErrorHandler.tooMany(request, response, callback, allowedHosts.isPresent());
      return true;
    }
    Optional<String> fault = form(request).fault();
    if (fault.isPresent()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      ProblemErrorHandler.refuse(request, response, callback, 400, fault.get());
      return true;
    }
    Optional<String> refused = allowedHosts.flatMap(own -> refusal(own, request));
    if (refused.isPresent()) {
      ProblemErrorHandler.refuse(request, response, callback, 403, refused.get());
      return true;
    }
    if (ofTheServer(request)) {
      response.setStatus(204);
      response.getHeaders().put(HttpHeader.ALLOW, methods);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, CachePolicy.NO_STORE);
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
        // For a target in another form, Jetty takes the host from Host.
        host != null && !host.isEmpty() && (uri.getHost() == null || uri.getHost().isEmpty()),
        request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING));
  }

  /** Whether the request is {@code OPTIONS *} (RFC 9110, section 9.3.7). */
  private static boolean ofTheServer(Request request) {
    return request.getMethod().equals("OPTIONS") && "*".equals(request.getHttpURI().getPath());
  }

  private static Optional<String> refusal(AllowedHosts allowedHosts, Request request) {
    HttpFields fields = request.getHeaders();
    // A target in absolute form names its host itself, whatever Host says.
    Optional<String> authority =
        Optional.ofNullable(request.getHttpURI().getAuthority())
            .or(() -> Optional.ofNullable(fields.get(HttpHeader.HOST)));
    Optional<String> host =
        isHealth(request)
            ? Optional.empty()
            : allowedHosts.refusal(authority, Request.getLocalAddr(request));
    return host.or(
        () ->
            new BrowserFields(
                    Optional.ofNullable(fields.get("Sec-Fetch-Site")),
                    Optional.ofNullable(fields.get(HttpHeader.ORIGIN)),
                    request.isSecure() ? "https" : "http",
                    authority)
                .foreignPage());
  }

  /**
   * Whether the request is a health check. A monitor may know the node by any name, and needs no
   * credential: the requests change nothing and the responses reveal nothing. A request with a body
   * is not a health check, because no body is kept in memory before its client is known.
   */
  static boolean isHealth(Request request) {
    // Compared as it was sent: no other spelling is let in.
    return HEALTH.contains(request.getHttpURI().getPath()) && readsWithoutBody(request);
  }

  /**
   * Whether the request is for a file of the console, which is the same for everybody. Its host is
   * checked like that of any other request.
   */
  static boolean isConsole(Request request) {
    return ConsoleFile.paths().contains(request.getHttpURI().getPath())
        && readsWithoutBody(request);
  }

  private static boolean readsWithoutBody(Request request) {
    return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
        && !WholeRequestHandler.hasBody(request);
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
