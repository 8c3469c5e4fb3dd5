package io.liveorigin.serving.admin;

import io.javalin.http.Context;
import io.liveorigin.serving.feed.FeedClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The response to a request of the admin listener, as a stream of events. It is written past the
 * servlet's buffer, because that one would block for a client that does not read.
 */
final class ServletFeedClient implements FeedClient {
  /** HTML Living Standard, section 9.2.1. */
  static final String EVENT_STREAM = "text/event-stream";

  private final Context ctx;
  private final ServletContextRequest request;
  private final Response response;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ServletFeedClient(Context ctx) {
    this.ctx = ctx;
    this.request = ServletContextRequest.getServletContextRequest(ctx.req());
    this.response = request.getServletContextResponse();
  }

  /** Completes when the stream has ended. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void begin() {
    ctx.status(200);
    ctx.contentType(EVENT_STREAM);
    ctx.header("Cache-Control", "no-store");
    // For nginx, which would collect the response otherwise.
    ctx.header("X-Accel-Buffering", "no");
  }

  @Override
  public void write(ByteBuffer bytes, Callback written) {
    response.write(false, bytes, written);
  }

  @Override
  public void complete() {
    done.complete(null);
  }

  @Override
  public void cut() {
    request
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close(new IOException("the stream of decisions ends"));
    done.complete(null);
  }
}
