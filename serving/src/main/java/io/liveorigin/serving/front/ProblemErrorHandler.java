package io.liveorigin.serving.front;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.audit.AuditedRequest;
import io.liveorigin.serving.response.CachePolicy;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty refuses before any route is looked for: bad request lines, ambiguous paths, headers
 * that are too large. Same kind of body and cache header as every other error; the status is
 * Jetty's. Also what comes while the node stops.
 */
final class ProblemErrorHandler implements Request.Handler {
  private static final String REASON = ProblemErrorHandler.class.getName();

  private final boolean forOperators;

  /**
   * @param forOperators of a listener that only operators may come to
   */
  ProblemErrorHandler(boolean forOperators) {
    this.forOperators = forOperators;
  }

  /**
   * 501 (an unknown transfer coding) and 505 (another version of HTTP) are faults of the request. A
   * CDN takes every 5xx for a fault of this node, and turns to another.
   */
  private static int told(int status) {
    return status == 501 || status == 505 ? 400 : status;
  }

  /**
   * Refuses a request before the routes, and says why. Jetty's own way to do so fails what is left
   * of the body, which {@link RequestBodyDrain} is to read.
   */
  static void refuse(
      Request request, Response response, Callback callback, int status, String reason) {
    request.setAttribute(REASON, reason);
    response.setStatus(status);
    answer(request, response, callback);
  }

  /** The same with that code and its status. */
  static void refuse(
      Request request, Response response, Callback callback, ErrorCode code, String reason) {
    response.setStatus(code.status());
    answer(request, response, callback, Problem.of(code, reason));
  }

  /** The reason of our own handlers; what Jetty says of its own refusals is not for clients. */
  private static String reason(Request request) {
    return request.getAttribute(REASON) instanceof String own ? own : "the request cannot be read";
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (forOperators) {
      // Jetty has taken off what was there.
      SecurityFields.put(response.getHeaders(), request);
    }
    answer(request, response, callback);
    return true;
  }

  /**
   * Refuses a client that asks too often.
   *
   * @param operator whether it is no cache or player: those take every status but 503 as an answer
   */
  static void tooMany(Request request, Response response, Callback callback, boolean operator) {
    ErrorCode code = operator ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.OVERLOADED;
    response.setStatus(code.status());
    answer(request, response, callback, Problem.of(code, "this address asks too often"));
  }

  /** Refuses a request because answers or bodies of others take the memory that there is. */
  static void overloaded(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    refuse(
        request,
        response,
        callback,
        ErrorCode.OVERLOADED,
        "too many bodies of requests or responses are in memory; try again in a second");
  }

  private static void answer(Request request, Response response, Callback callback) {
    int status = told(response.getStatus());
    response.setStatus(status);
    Problem known =
        switch (status) {
          case 500 -> Problem.of(ErrorCode.INTERNAL, "the log of this node says more");
          case 403 -> Problem.of(ErrorCode.FORBIDDEN, reason(request));
          case 408 -> Problem.of(ErrorCode.UPLOAD_TOO_SLOW, reason(request));
          case 413 -> Problem.of(ErrorCode.TOO_LARGE, reason(request));
          case 503 -> Problem.of(ErrorCode.NOT_READY, "the node stops");
          default -> Problem.of(ErrorCode.MALFORMED_HEADER, reason(request));
        };
    answer(request, response, callback, known);
  }

  private static void answer(Request request, Response response, Callback callback, Problem known) {
    AuditedRequest.of(request.getAttribute(AuditedRequest.ATTRIBUTE))
        .ifPresent(audited -> audited.refused(known.code()));
    write(
        response,
        callback,
        new Problem(
            known.type(), known.title(), response.getStatus(), known.detail(), known.code()));
  }

  private static void write(Response response, Callback callback, Problem problem) {
    byte[] body = WireJson.write(problem);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, CachePolicy.NO_STORE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
