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
 * Writes the responses to requests that Jetty refuses before a route is looked for: bad request
 * lines, ambiguous paths, headers that are too large. Body and cache header are like those of every
 * other error; the status is Jetty's. Also for requests that arrive while the node stops.
 */
final class ProblemErrorHandler implements Request.Handler {
  private static final String REASON = ProblemErrorHandler.class.getName();

  private final boolean forOperators;

  /**
   * Creates the handler of a listener.
   *
   * @param forOperators whether only operators may use the listener
   */
  ProblemErrorHandler(boolean forOperators) {
    this.forOperators = forOperators;
  }

  /**
   * The status for the client. 501 (an unknown transfer coding) and 505 (another version of HTTP)
   * are faults of the request, but a CDN takes every 5xx for a fault of this node, and turns to
   * another.
   */
  private static int reportedStatus(int status) {
    return status == 501 || status == 505 ? 400 : status;
  }

  /**
   * Refuses a request before the routes, with the reason. Jetty's own way would fail the rest of
   * the body, which {@link RequestBodyDrain} must read.
   */
  static void refuse(
      Request request, Response response, Callback callback, int status, String reason) {
    request.setAttribute(REASON, reason);
    response.setStatus(status);
    answer(request, response, callback);
  }

  /** Refuses a request with that code and its status. */
  static void refuse(
      Request request, Response response, Callback callback, ErrorCode code, String reason) {
    response.setStatus(code.status());
    answer(request, response, callback, Problem.of(code, reason));
  }

  /**
   * The reason that one of our own handlers gave; Jetty's reasons for its own refusals are not for
   * clients.
   */
  private static String reason(Request request) {
    return request.getAttribute(REASON) instanceof String own ? own : "the request cannot be read";
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (forOperators) {
      // Jetty has removed the fields that were there.
      SecurityFields.put(response.getHeaders(), request);
    }
    answer(request, response, callback);
    return true;
  }

  /**
   * Refuses a client that sends too many requests.
   *
   * @param operator whether the client is an operator's, and not a cache or player, which treat
   *     every status but 503 as final
   */
  static void tooMany(Request request, Response response, Callback callback, boolean operator) {
    ErrorCode code = operator ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.OVERLOADED;
    response.setStatus(code.status());
    answer(request, response, callback, Problem.of(code, "this address sends too many requests"));
  }

  /** Refuses a request because other responses or bodies take all the memory that is allowed. */
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
    int status = reportedStatus(response.getStatus());
    response.setStatus(status);
    Problem known =
        switch (status) {
          case 500 -> Problem.of(ErrorCode.INTERNAL, "the log of this node has the details");
          case 403 -> Problem.of(ErrorCode.FORBIDDEN, reason(request));
          case 408 -> Problem.of(ErrorCode.UPLOAD_TOO_SLOW, reason(request));
          case 413 -> Problem.of(ErrorCode.TOO_LARGE, reason(request));
          case 503 -> Problem.of(ErrorCode.NOT_READY, "the node is stopping");
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
