package io.liveorigin.serving.front;

import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.audit.AuditedRequest;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The first handler of a request to the admin listener: it adds the {@link SecurityFields} to the
 * response, and reports to the audit trail how the request ended. Any thread.
 */
final class AdminAuditHandler extends Handler.Wrapper {
  private final AuditTrail trail;
  private final Clock clock;

  AdminAuditHandler(AdminListenerParts operators) {
    this.trail = operators.trail();
    this.clock = operators.clock();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SecurityFields.put(response.getHeaders(), request);
    AuditedRequest audited =
        new AuditedRequest(
            clock.millis(),
            Request.getRemoteAddr(request),
            request.getMethod(),
            Optional.ofNullable(request.getHttpURI().getPath()).orElse(""),
            Optional.ofNullable(request.getHeaders().get("X-Request-Id")));
    request.setAttribute(AuditedRequest.ATTRIBUTE, audited);
    return super.handle(
        request,
        response,
        Callback.from(callback, () -> trail.ended(audited, response.getStatus())));
  }
}
