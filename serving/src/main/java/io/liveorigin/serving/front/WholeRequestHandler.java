package io.liveorigin.serving.front;

import java.io.ByteArrayOutputStream;
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

/**
 * Passes a request on when its whole body is in memory, and holds no thread until then: routes may
 * read it as they like. A body that is too large, does not arrive in time, or violates HTTP is
 * refused here, and so is one for which there is no room beside those of others. Any thread.
 */
final class WholeRequestHandler extends Handler.Wrapper {
  /** Bytes of the largest document that an operator may send. */
  static final int MOST = 1024 * 1024;

  /** Enough for an operator's document, which has a few kilobytes. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** At most 16 MiB of all clients, and 4 MiB of one. */
  private final BufferedBytes bytes = new BufferedBytes(16L * MOST, 4L * MOST);

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // each outcome ends with a response
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getLength() > MOST) {
      ProblemErrorHandler.refuse(
          request, response, callback, 413, "the body has more than " + MOST + " bytes");
      return true;
    }
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    new Reading(request, bytes.of(request), whole).run();
    // In another thread: Jetty runs the callbacks of one request one after another.
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

  /** Whether the request has a body. */
  static boolean hasBody(Request request) {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || request.getLength() > 0;
  }

  private void proceed(Request request, ByteBuffer body, Response response, Callback callback) {
    try {
      if (!super.handle(new Read(request, body), response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable t) {
      // As Jetty does with an exception of a handler: an error response, if it is not too late for
      // one.
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
          "the body must arrive within " + LONGEST.toSeconds() + " s");
    } else if (cause instanceof TooLarge) {
      ProblemErrorHandler.refuse(
          request, response, callback, 413, "the body has more than " + MOST + " bytes");
    } else if (cause instanceof NoRoom) {
      ProblemErrorHandler.overloaded(request, response, callback);
    } else {
      // An invalid chunk, or a connection that ends before the body does.
      String reason =
          cause instanceof HttpException http ? http.getReason() : "the body ends early";
      ProblemErrorHandler.refuse(request, response, callback, 400, reason);
    }
  }

  /** The body is larger than the most that is kept. */
  private static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Other bodies take all the memory that is allowed. */
  private static final class NoRoom extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Reads a body as it arrives. Jetty calls one method at a time. */
  private static final class Reading implements Runnable {
    private final Request request;
    private final BufferedBytes.Holding holding;
    private final CompletableFuture<byte[]> whole;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Reading(Request request, BufferedBytes.Holding holding, CompletableFuture<byte[]> whole) {
      this.request = request;
      this.holding = holding;
      this.whole = whole;
    }

    @Override
    public void run() {
      while (!whole.isDone()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          whole.completeExceptionally(chunk.getFailure());
          return;
        }
        if (!holding.add(chunk.remaining())) {
          chunk.release();
          whole.completeExceptionally(new NoRoom());
          return;
        }
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes, 0, bytes.length);
        kept.writeBytes(bytes);
        boolean last = chunk.isLast();
        chunk.release();
        if (kept.size() > MOST) {
          whole.completeExceptionally(new TooLarge());
        } else if (last) {
          whole.complete(kept.toByteArray());
        }
      }
    }
  }

  /** A request whose body is in memory. */
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
