package io.liveorigin.serving.feed;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Callback;

/**
 * What one client still has to get. Decisions are queued in the order in which they became visible.
 * They are written in another thread, one write at a time, so a client that does not read costs the
 * queue and no thread. A client whose queue is full is cut off: it comes back with its position.
 * Any thread.
 */
final class FeedStream {
  /** Decisions of a queue: about 3 MB, most of which a node keeps anyway. */
  static final int MOST = 1_024;

  /** Bytes after which a write gets no further decision. */
  private static final int ENOUGH = 64 * 1024;

  private final FeedClient client;
  private final FeedClient.Request request;
  private final Executor executor;
  private final Runnable cut;

  /** Guarded by this. */
  private final Deque<FeedEntry> queue = new ArrayDeque<>();

  /** After what was written and what is being written. Guarded by this. */
  private FeedPosition position = FeedPosition.NONE;

  /** Whether the client is to read its window again. Guarded by this. */
  private boolean reset;

  /** Whether a comment is to be written. Guarded by this. */
  private boolean beat;

  /** Whether decisions may become visible that are not announced here. Guarded by this. */
  private boolean behind;

  /** Whether a task or the end of a write will look at the queue. Guarded by this. */
  private boolean busy;

  /** Whether a write is under way. Guarded by this. */
  private boolean writing;

  /** Guarded by this. */
  private boolean ended;

  /**
   * @param executor writes; never the caller's thread
   * @param cut counts the end of a client that reads too slowly
   */
  FeedStream(FeedClient client, FeedClient.Request request, Executor executor, Runnable cut) {
    this.client = client;
    this.request = request;
    this.executor = executor;
    this.cut = cut;
  }

  FeedClient.Request request() {
    return request;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Begins after that position, with the decisions that the client missed. */
  synchronized void resume(FeedPosition from, Collection<FeedEntry> missed) {
    position = from;
    // A response begins at once, so that a client knows that it is heard.
    beat = true;
    missed.forEach(this::offer);
    wake();
  }

  /** Has the client read its window again. */
  synchronized void reset(FeedPosition from) {
    reset = true;
    position = from.with(position);
    wake();
  }

  /** Decisions may become visible that are not announced: a reset is needed when that is over. */
  synchronized void behind() {
    behind = true;
  }

  /** Returns whether a reset is needed, and forgets it. */
  synchronized boolean takeBehind() {
    boolean was = behind;
    behind = false;
    return was;
  }

  /** Queues a decision. Returns in microseconds. */
  synchronized void offer(FeedEntry entry) {
    if (ended || !request.wants(entry)) {
      return;
    }
    if (queue.size() >= MOST) {
      cut.run();
      finish(true);
      return;
    }
    queue.add(entry);
    wake();
  }

  synchronized void beat() {
    beat = true;
    wake();
  }

  /** Ends the stream; a client that still reads gets a complete response. */
  synchronized void end() {
    if (!ended) {
      finish(writing);
    }
  }

  private void finish(boolean abruptly) {
    ended = true;
    queue.clear();
    execute(abruptly ? client::cut : client::complete);
  }

  private void wake() {
    if (!busy && !ended) {
      busy = true;
      execute(this::drain);
    }
  }

  private void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The node stops; without this, the listener would wait for the end of the response.
      ended = true;
      client.complete();
    }
  }

  private void drain() {
    try {
      byte[] next = next();
      if (next.length > 0) {
        client.write(
            ByteBuffer.wrap(next), Callback.from(this::written, failure -> disconnected()));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // The response of a request that is over refuses a write so, instead of failing it.
      disconnected();
    }
  }

  private synchronized byte[] next() {
    EventText text = new EventText();
    if (ended) {
      return new byte[0];
    }
    if (beat) {
      beat = false;
      text.comment("alive");
    }
    if (reset) {
      reset = false;
      text.reset(position);
    }
    while (!queue.isEmpty() && text.size() < ENOUGH) {
      FeedEntry entry = queue.poll();
      position = position.with(entry.partition(), entry.offset());
      text.decision(entry, position);
    }
    busy = text.size() > 0;
    writing = busy;
    return text.bytes();
  }

  private synchronized void written() {
    writing = false;
    if (!ended) {
      execute(this::drain);
    }
  }

  private synchronized void disconnected() {
    writing = false;
    if (!ended) {
      finish(false);
    }
  }
}
