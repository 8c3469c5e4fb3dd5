package io.liveorigin.serving.front;

import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.audit.AuditedRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets clients with a credential in, before a body is read. The route decides what they may do. Any
 * thread; may block for a password.
 */
final class AdminAuthHandler extends Handler.Wrapper {
  /** RFC 9110, section 11.6.1; RFC 7617, section 2.1; RFC 6750, section 3. */
  private static final List<String> CHALLENGES =
      List.of("Basic realm=\"live-origin\", charset=\"UTF-8\"", "Bearer realm=\"live-origin\"");

  private static final String MINUTE = "60";
  private static final String SECOND = "1";

  private final AdminAuthenticator authenticator;

  AdminAuthHandler(AdminAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (RequestFilter.isHealth(request) || RequestFilter.isConsole(request)) {
      return super.handle(request, response, callback);
    }
    AdminAuthenticator.Entry entry =
        authenticator.enter(Request.getRemoteAddr(request), presented(request));
    if (entry instanceof AdminAuthenticator.Refused refused) {
      fields(response.getHeaders(), refused.code());
      ProblemErrorHandler.refuse(request, response, callback, refused.code(), refused.detail());
      return true;
    }
    AdminAuthenticator.Entered entered = (AdminAuthenticator.Entered) entry;
    AuditedRequest.of(request.getAttribute(AuditedRequest.ATTRIBUTE))
        .ifPresent(audited -> entered.who().ifPresent(audited::by));
    request.setAttribute(AdminAuthenticator.ATTRIBUTE, entered);
    return super.handle(request, response, callback);
  }

  private static void fields(HttpFields.Mutable fields, ErrorCode code) {
    switch (code.status()) {
      case 401 -> CHALLENGES.forEach(c -> fields.add(HttpHeader.WWW_AUTHENTICATE, c));
      case 429 -> fields.put(HttpHeader.RETRY_AFTER, MINUTE);
      case 503 -> fields.put(HttpHeader.RETRY_AFTER, SECOND);
      default -> {
        // No header field helps.
      }
    }
  }

  private static PresentedCredential presented(Request request) {
    // With two of them, it would be a guess which one counts.
    List<String> fields = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION.asString());
    return fields.size() > 1
        ? new PresentedCredential.Nothing()
        : PresentedCredential.of(fields.stream().findFirst(), certificate(request));
  }

  /** The client's certificate, which TLS has verified. */
  private static Optional<X509Certificate> certificate(Request request) {
    EndPoint.SslSessionData tls =
        request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
    return tls == null || tls.peerCertificates() == null || tls.peerCertificates().length == 0
        ? Optional.empty()
        : Optional.of(tls.peerCertificates()[0]);
  }
}
