package io.liveorigin.serving.front;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Goes on with a request when its whole body is in memory, and holds no thread until then: routes
 * may read it as they like. A body that is too large, does not come in time, or breaks HTTP is
 * refused here. Any thread.
 */
final class WholeBody extends Handler.Wrapper {
  /** Bytes of the largest document that an operator may send. */
  static final int MOST = 1024 * 1024;

  /** An operator's document has a few kilobytes. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // each way ends with an answer
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getLength() > MOST) {
      ProblemErrorHandler.refuse(request, response, callback, 413, "more than " + MOST + " bytes");
      return true;
    }
    if (!bodyComes(request)) {
      return super.handle(request, response, callback);
    }
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(request, MOST, new Told(whole));
    // In a thread of its own: Jetty runs the callbacks of one request one after the other.
    whole
        .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
        .whenCompleteAsync(
            (body, failure) -> {
              if (failure == null) {
                proceed(request, ByteBuffer.wrap(body), response, callback);
              } else {
                refuse(request, response, callback, failure);
              }
            },
            getServer().getThreadPool());
    return true;
  }

  private static boolean bodyComes(Request request) {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || request.getLength() > 0;
  }

  private void proceed(Request request, ByteBuffer body, Response response, Callback callback) {
    try {
      if (!super.handle(new Read(request, body), response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable t) {
      // As Jetty does with what a handler throws: an answer, if it is not too late for one.
      Response.writeError(request, response, callback, t);
    }
  }

  private static void refuse(
      Request request, Response response, Callback callback, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      ProblemErrorHandler.refuse(
          request,
          response,
          callback,
          408,
          "the body must come within " + LONGEST.toSeconds() + " s");
    } else if (cause instanceof IllegalStateException) {
      ProblemErrorHandler.refuse(request, response, callback, 413, "more than " + MOST + " bytes");
    } else {
      // A chunk that is none, or the end of the connection before that of the body.
      String reason =
          cause instanceof HttpException http ? http.getReason() : "the body ends early";
      ProblemErrorHandler.refuse(request, response, callback, 400, reason);
    }
  }

  /** Completes a future, which others wait for in threads of their own. */
  private record Told(CompletableFuture<byte[]> whole) implements Promise.Invocable<byte[]> {
    @Override
    public void succeeded(byte[] body) {
      whole.complete(body);
    }

    @Override
    public void failed(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** A request whose body is at hand. */
  private static final class Read extends Request.Wrapper {
    private final Content.Source body;

    Read(Request request, ByteBuffer body) {
      super(request);
      this.body = new ByteBufferContentSource(body);
    }

    @Override
    public long getLength() {
      return body.getLength();
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
      body.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
    }
  }
}
