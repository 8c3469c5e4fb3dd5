package io.liveorigin.serving.front;

import io.liveorigin.access.connection.WholeResponseHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends whole responses within a bound of memory. A response that finds no room beside the others
 * is written as it is produced; a request that arrives when there is none is refused.
 */
final class BoundedResponseHandler extends WholeResponseHandler {
  private final BufferedBytes buffered;

  BoundedResponseHandler(Handler inner) {
    this(inner, new BufferedBytes(4L * MOST, 2L * MOST));
  }

  /**
   * Handles responses with a bound of its own.
   *
   * @param buffered bounds the bytes that wait for clients that do not read them
   */
  BoundedResponseHandler(Handler inner, BufferedBytes buffered) {
    super(inner);
    this.buffered = buffered;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    BufferedBytes.Holding holding = buffered.of(request);
    // If its health check were refused, a supervisor would kill a node that works.
    if (!RequestFilter.isHealth(request) && !holding.hasRoom()) {
      ProblemErrorHandler.overloaded(request, response, callback);
      return true;
    }
    return handle(request, response, callback, bytes -> !isStream(response) && holding.add(bytes));
  }

  /** Whether the response has no end for which its bytes could wait. */
  private static boolean isStream(Response response) {
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }
}
