package io.liveorigin.serving.front;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Counts the responses that are being sent: a stop waits for them, as Jetty's own handler does for
 * those of the servlet front. Any thread.
 */
final class ResponsesInFlight implements Graceful {
  private final AtomicInteger answers = new AtomicInteger();
  private final CompletableFuture<Void> none = new CompletableFuture<>();
  private volatile boolean stopping;

  /**
   * Whether the node stops: from then on, the servlet front writes the responses of a stopping
   * node.
   */
  boolean stopping() {
    return stopping;
  }

  void begin() {
    answers.incrementAndGet();
  }

  void end() {
    if (answers.decrementAndGet() == 0 && stopping) {
      none.complete(null);
    }
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    stopping = true;
    if (answers.get() == 0) {
      none.complete(null);
    }
    return none;
  }

  @Override
  public boolean isShutdown() {
    return stopping;
  }
}
