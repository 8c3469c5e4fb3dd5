package io.liveorigin.serving.front;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.response.ContentRequest;
import io.liveorigin.serving.response.Preconditions;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.response.ServletWriter;
import io.liveorigin.serving.segment.SegmentLookup;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The front for requests that Jetty's parser reads: all that {@link PlainConnection} does not take.
 * Threads of the listener's pool, which may block.
 */
final class ServletFront {
  /** A thread of the listener may block. */
  private static final Executor HERE = Runnable::run;

  private final VaryingEngine engine;
  private final ServletWriter writer;
  private final Clock clock;

  ServletFront(VaryingEngine engine, ServletWriter writer, Clock clock) {
    this.engine = engine;
    this.writer = writer;
    this.clock = clock;
  }

  /** Handles a request without keeping the calling thread. */
  void handle(Context ctx) {
    String path = ctx.req().getRequestURI();
    boolean manifest = SegmentUrls.isManifest(path);
    GetRequest request =
        new GetRequest(
            path,
            manifest ? Objects.requireNonNullElse(ctx.queryString(), "") : "",
            manifest ? String.join(",", lines(ctx, "Accept-Encoding")) : "",
            wanted(ctx),
            ctx.ip(),
            clock.millis());
    SegmentLookup result = engine.get(request, true);
    if (result instanceof SegmentLookup.Ready ready) {
      if (ready.response().body().isEmpty() || ready.response().small()) {
        // Written at once: Jetty (12.1.13) cannot start asynchronous handling for a path like
        // "///..", which only a refusal can have.
        writer.write(ctx, ready.response());
      } else {
        ctx.future(() -> write(ctx, ready.response()));
      }
    } else {
      ctx.future(() -> later(request, result).thenCompose(answer -> write(ctx, answer)));
    }
  }

  /** Tells the connection which bytes are sent; for requests that it reads itself, it knows. */
  private CompletableFuture<Void> write(Context ctx, Response response) {
    if (ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint()
        instanceof PlainSocket socket) {
      socket.sends(response.lent());
      return writer.write(ctx, response).thenRun(socket::sendsNothing);
    }
    return writer.write(ctx, response);
  }

  private CompletableFuture<Response> later(GetRequest request, SegmentLookup result) {
    return result instanceof SegmentLookup.Waiting waiting
        ? waiting.response()
        // Only DVR, which has threads of its own.
        : engine.lookUp(request, ((SegmentLookup.NeedsLookup) result).route(), HERE);
  }

  private static ContentRequest wanted(Context ctx) {
    return new ContentRequest(
        ctx.method().equals(HandlerType.HEAD),
        new Preconditions(
            lines(ctx, "If-Match"),
            lines(ctx, "If-None-Match"),
            lines(ctx, "If-Modified-Since"),
            lines(ctx, "If-Unmodified-Since")),
        Optional.ofNullable(ctx.header("If-Range")),
        Optional.ofNullable(ctx.header("Range")));
  }

  private static List<String> lines(Context ctx, String name) {
    return Collections.list(ctx.req().getHeaders(name));
  }
}
