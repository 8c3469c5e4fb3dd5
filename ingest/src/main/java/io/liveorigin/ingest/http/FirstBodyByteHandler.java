package io.liveorigin.ingest.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Continues a request when the first byte of its body has arrived, and holds no thread until then.
 * FFmpeg's dash muxer opens a PUT when the segment begins and sends its body when the segment ends.
 * Jetty 12.1 has a setting for this (delayDispatchUntilContent), but no longer acts on it.
 */
final class FirstBodyByteHandler extends Handler.Wrapper {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!bodyFollows(request)) {
      return super.handle(request, response, callback);
    }
    // In another thread: Jetty runs the callbacks of one request one after the other, so a blocking
    // read in this callback would wait for the next one.
    Runnable go =
        () -> getServer().getThreadPool().execute(() -> proceed(request, response, callback));
    request.demand(Invocable.from(InvocationType.NON_BLOCKING, go));
    return true;
  }

  private void proceed(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable t) {
      // The same as Jetty does when a handler throws: it writes an error response, unless it is too
      // late for one.
      Response.writeError(request, response, callback, t);
    }
  }

  /**
   * Returns whether a body will follow without further action. A client that waits for 100-continue
   * sends nothing before a handler has requested the body.
   */
  private static boolean bodyFollows(Request request) {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      return false;
    }
    HttpField chunked = request.getHeaders().getField(HttpHeader.TRANSFER_ENCODING);
    return chunked != null || request.getLength() > 0;
  }
}
