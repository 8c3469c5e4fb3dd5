package io.liveorigin.serving.answer;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes bodies without blocking a thread, however slow the client reads, and without copying
 * direct buffers. The futures complete when the last byte is written or the client is gone, and
 * never exceptionally. Any thread.
 */
final class Body {
  private static final Logger LOG = LoggerFactory.getLogger(Body.class);

  private Body() {}

  /** The buffers together are the whole body; Content-Length must be set. */
  static CompletableFuture<Void> write(Context ctx, List<ByteBuffer> buffers) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ServletOutputStream out = ctx.res().getOutputStream();
    if (buffers.size() == 1) {
      ((HttpOutput) out)
          .sendContent(buffers.get(0), Callback.from(() -> done.complete(null), gone(done)));
      return done;
    }
    out.setWriteListener(new InTurn((HttpOutput) out, new ArrayDeque<>(buffers), done));
    return done;
  }

  /** Called by one thread at a time. */
  private record InTurn(HttpOutput out, Deque<ByteBuffer> left, CompletableFuture<Void> done)
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
      gone(done).accept(failure);
    }
  }

  private static Consumer<Throwable> gone(CompletableFuture<Void> done) {
    return failure -> {
      // The client went away; Jetty ends the connection.
      LOG.debug("an answer was not taken: {}", failure.toString());
      done.complete(null);
    };
  }
}
