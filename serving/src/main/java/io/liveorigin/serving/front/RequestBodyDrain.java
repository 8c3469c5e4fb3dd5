package io.liveorigin.serving.front;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads and discards the rest of a body after the response. A client that sends its whole body
 * before it reads, as Java's does, would otherwise write into a closed connection and lose the
 * response. Holds no thread.
 *
 * <p>Jetty calls one method at a time; the timer may call at any time.
 */
final class RequestBodyDrain implements Callback, Runnable {
  /** Largest number of bytes that are read: several times the largest document that is accepted. */
  private static final long MOST = 4L * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Request request;
  private final Callback callback;
  private long left = MOST;
  private Scheduler.Task timer = () -> true;
  private boolean ended;

  private RequestBodyDrain(Request request, Callback callback) {
    this.request = request;
    this.callback = callback;
  }

  /** The callback that ends the request, preceded by a drain if the request has a body. */
  static Callback before(Callback callback, Request request) {
    return WholeRequestHandler.hasBody(request) && !request.getHeaders().contains(HttpHeader.EXPECT)
        ? new RequestBodyDrain(request, callback)
        : callback;
  }

  @Override
  public synchronized void succeeded() {
    timer =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::end, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    run();
  }

  @Override
  public void failed(Throwable failure) {
    callback.failed(failure);
  }

  /** Continues when bytes have arrived. */
  @Override
  public synchronized void run() {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        demand();
        return;
      }
      left -= chunk.remaining();
      boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      if (last || left < 0) {
        end();
      }
    }
  }

  private void demand() {
    try {
      request.demand(this);
    } catch (IllegalStateException e) {
      // A handler that stopped reading the body still has a demand of its own.
      end();
    }
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      timer.cancel();
      callback.succeeded();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
