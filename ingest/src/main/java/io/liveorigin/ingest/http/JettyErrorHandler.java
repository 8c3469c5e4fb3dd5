package io.liveorigin.ingest.http;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes the refusals that Jetty makes before a handler sees the request (a request line or header
 * that violates HTTP, or a request while the server stops) in the same form as all others.
 */
final class JettyErrorHandler implements Request.Handler {
  private final UploadRefusals uploadRefusals;

  JettyErrorHandler(UploadRefusals uploadRefusals) {
    this.uploadRefusals = uploadRefusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String detail = Optional.ofNullable(message).map(Object::toString).orElse("refused by Jetty");
    ErrorCode code = code(status, detail);
    uploadRefusals.answered(
        Optional.empty(), request.getMethod(), request.getHttpURI().getPath(), code, detail);
    Problem common = Problem.of(code, detail);
    Problem problem = new Problem(common.type(), common.title(), status, detail, common.code());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(ResponseWriter.bounded(problem)), callback);
    return true;
  }

  private static ErrorCode code(int status, String detail) {
    if (status == 503) {
      return ErrorCode.NOT_READY;
    }
    if (status == 429) {
      return ErrorCode.TOO_MANY_REQUESTS;
    }
    if (status == 403) {
      return ErrorCode.FORBIDDEN;
    }
    if (status >= 500) {
      return ErrorCode.INTERNAL;
    }
    return detail.contains("URI") ? ErrorCode.MALFORMED_PATH : ErrorCode.MALFORMED_HEADER;
  }
}
