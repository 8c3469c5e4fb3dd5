package io.liveorigin.serving.feed;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.eclipse.jetty.util.Callback;

/**
 * The decisions that one client still has to get. Decisions are queued in the order in which they
 * became visible. They are written in another thread, one write at a time, so a client that does
 * not read costs the queue and no thread. The lock is never held while something is written as
 * text: the thread that accepts decisions waits for at most {@value #MOST_OF_WRITE} steps of a
 * queue. A client whose queue is full is cut off: it comes back with its position. Any thread.
 */
final class FeedStream {
  /** Decisions of a queue: about 3 MB, most of which a node keeps anyway. */
  static final int MOST = 1_024;

  /** Decisions of a write. */
  static final int MOST_OF_WRITE = 32;

  /** A decision, and the position after it. */
  private record Placed(Decision decision, FeedPosition position) {}

  /**
   * The decisions that are written at once.
   *
   * @param reset the position from which the client follows, if it is to read its window again
   */
  private record Batch(boolean beat, Optional<FeedPosition> reset, List<Placed> decisions) {
    private boolean isEmpty() {
      return !beat && reset.isEmpty() && decisions.isEmpty();
    }
  }

  private final FeedClient client;
  private final FeedClient.Request request;
  private final Executor executor;
  private final Runnable cut;
  private final Function<Decision, byte[]> json;

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
    this(client, request, executor, cut, DecisionJson::write);
  }

  /**
   * @param json writes a decision as one line; called by the executor without the lock
   */
  FeedStream(
      FeedClient client,
      FeedClient.Request request,
      Executor executor,
      Runnable cut,
      Function<Decision, byte[]> json) {
    this.client = client;
    this.request = request;
    this.executor = executor;
    this.cut = cut;
    this.json = json;
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

  /** Queues a decision. Waits for no client. */
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
      Batch next = next();
      if (!next.isEmpty()) {
        client.write(
            ByteBuffer.wrap(text(next)), Callback.from(this::written, failure -> disconnected()));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // The response of a request that is over refuses a write so, instead of failing it.
      disconnected();
    }
  }

  private synchronized Batch next() {
    List<Placed> decisions = new ArrayList<>();
    if (ended) {
      return new Batch(false, Optional.empty(), decisions);
    }
    Optional<FeedPosition> from = reset ? Optional.of(position) : Optional.empty();
    while (!queue.isEmpty() && decisions.size() < MOST_OF_WRITE) {
      FeedEntry entry = queue.poll();
      position = position.with(entry.partition(), entry.offset());
      decisions.add(new Placed(entry.decision(), position));
    }
    Batch next = new Batch(beat, from, decisions);
    beat = false;
    reset = false;
    busy = !next.isEmpty();
    writing = busy;
    return next;
  }

  private byte[] text(Batch batch) {
    EventText text = new EventText();
    if (batch.beat()) {
      text.comment("alive");
    }
    batch.reset().ifPresent(text::reset);
    for (Placed each : batch.decisions()) {
      text.decision(json.apply(each.decision()), each.position());
    }
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
