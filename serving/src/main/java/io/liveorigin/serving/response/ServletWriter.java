package io.liveorigin.serving.response;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes responses through a servlet, without blocking a thread, however slowly the client reads,
 * and without copying direct buffers. Thread-safe.
 */
public final class ServletWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ServletWriter.class);

  private final ResponseFactory responses;
  private final Clock clock;

  public ServletWriter(ResponseFactory responses, Clock clock) {
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Writes a response and releases it.
   *
   * @return completes when the last byte is written or the client has disconnected, and never
   *     exceptionally; already complete if there is no body or a small one
   */
  public CompletableFuture<Void> write(Context ctx, Response response) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      head(ctx, response);
      if (response.body().isEmpty()) {
        done.complete(null);
      } else if (response.small()) {
        ctx.result(text(response.body()));
        done.complete(null);
      } else {
        write(ctx, response.body(), done);
      }
    } catch (IOException e) {
      clientGone(done).accept(e);
    } catch (RuntimeException e) {
      response.release();
      throw e;
    }
    return done.thenRun(response::release);
  }

  private static void head(Context ctx, Response response) {
    ctx.status(response.status());
    for (HeaderBlock block : List.of(response.moving(), response.fixed(), response.own())) {
      block.forEach((name, value) -> line(ctx, name, value));
    }
  }

  private static void line(Context ctx, String name, String value) {
    switch (name) {
      case FieldNames.CONTENT_TYPE -> ctx.contentType(value);
      case FieldNames.CONTENT_LENGTH -> ctx.res().setContentLengthLong(Long.parseLong(value));
      default -> ctx.header(name, value);
    }
  }

  private static byte[] text(List<ByteBuffer> body) {
    ByteBuffer text = body.get(0).duplicate();
    byte[] bytes = new byte[text.remaining()];
    text.get(bytes);
    return bytes;
  }

  private static void write(Context ctx, List<ByteBuffer> body, CompletableFuture<Void> done)
      throws IOException {
    ServletOutputStream out = ctx.res().getOutputStream();
    if (body.size() == 1) {
      ((HttpOutput) out)
          .sendContent(body.get(0), Callback.from(() -> done.complete(null), clientGone(done)));
    } else {
      out.setWriteListener(new SequentialWrite((HttpOutput) out, new ArrayDeque<>(body), done));
    }
  }

  /** Called by one thread at a time. */
  private record SequentialWrite(
      HttpOutput out, Deque<ByteBuffer> left, CompletableFuture<Void> done)
      implements WriteListener {
    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        ByteBuffer next = left.poll();
        if (next == null) {
          done.complete(null);
          return;
        }
        out.write(next);
      }
    }

    @Override
    public void onError(Throwable failure) {
      clientGone(done).accept(failure);
    }
  }

  private static Consumer<Throwable> clientGone(CompletableFuture<Void> done) {
    return failure -> {
      // The client has disconnected; Jetty ends the connection.
      LOG.debug("a response was not delivered: {}", failure.toString());
      done.complete(null);
    };
  }

  /** Refuses a request that names no event. */
  public void refuse(Context ctx, Refusal refusal) {
    if (ctx.res().isCommitted()) {
      LOG.debug("a request can no longer be refused: {}", refusal.detail());
      return;
    }
    boolean head = ctx.method().equals(HandlerType.HEAD);
    write(ctx, responses.refused(refusal, Optional.empty(), head, clock.millis()));
  }

  /** The refusal for that failure. */
  public Refusal refusal(Throwable failure) {
    return responses.failure(failure);
  }

  /** Refuses a request because of that failure. */
  public void refuse(Context ctx, Throwable failure) {
    refuse(ctx, refusal(failure));
  }
}
