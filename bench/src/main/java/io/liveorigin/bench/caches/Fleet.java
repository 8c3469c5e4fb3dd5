package io.liveorigin.bench.caches;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * All caches, in one thread that reads bodies and discards them. While the fleet pulls, each cache
 * requests the next segment as soon as it has received one, and its request is held.
 */
final class Fleet implements AutoCloseable {
  private static final int OK = 200;

  /**
   * The largest piece of a body that is read at once. A body therefore waits for at most this much
   * of each other body.
   */
  private static final int SCRAP = 64 * 1024;

  private static final long SELECT_MILLIS = 20;

  /** Returns the path of a segment. */
  interface Paths {
    String of(int channel, long number);
  }

  private final Paths paths;
  private final LongSupplier liveEdge;
  private final Selector selector;
  private final List<Link> links = new ArrayList<>();
  private final ConcurrentLinkedQueue<CacheResponse> deliveries = new ConcurrentLinkedQueue<>();
  private final Thread thread = NamedThreadFactory.one("caches", this::run);
  private volatile boolean pulling;
  private volatile boolean closed;
  private volatile Optional<IOException> failure = Optional.empty();

  /**
   * Connects all caches and starts their thread.
   *
   * @param liveEdge supplies the largest number that is due now
   */
  Fleet(int port, int caches, Shape shape, Paths paths, LongSupplier liveEdge) throws IOException {
    this.paths = paths;
    this.liveEdge = liveEdge;
    this.selector = Selector.open();
    for (int cache = 0; cache < caches; cache++) {
      for (int channel : shape.pulledBy(cache)) {
        links.add(new Link(cache, channel, port, selector));
      }
    }
    thread.start();
  }

  /** From now on, lets all caches pull, or lets none send another request. */
  void pull(boolean wanted) {
    pulling = wanted;
    selector.wakeup();
  }

  private void run() {
    ByteBuffer scrap = ByteBuffer.allocateDirect(SCRAP);
    try {
      while (!closed) {
        if (pulling) {
          for (Link link : links) {
            if (!link.waiting()) {
              ask(link, liveEdge.getAsLong() + 1);
            }
          }
        }
        selector.select(SELECT_MILLIS);
        // Caches on machines of their own would not delay one cache's first byte by another's body.
        for (SelectionKey ready : selector.selectedKeys()) {
          ((Link) ready.attachment()).readHead();
        }
        for (SelectionKey ready : selector.selectedKeys()) {
          Optional<CacheResponse> delivery = ((Link) ready.attachment()).read(scrap);
          if (delivery.isPresent()) {
            ended(delivery.get(), (Link) ready.attachment());
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  private void ended(CacheResponse delivery, Link link) throws IOException {
    deliveries.add(delivery);
    // A cache whose request was refused sends another a moment later, for the number that is next
    // by then.
    if (pulling && delivery.status() == OK) {
      // A late cache skips nothing: its viewers need every segment.
      ask(link, link.number() + 1);
    }
  }

  private void ask(Link link, long number) throws IOException {
    link.ask(paths.of(link.channel(), number), number);
  }

  /**
   * Returns all responses so far.
   *
   * @throws UncheckedIOException if the caches' thread has failed
   */
  List<CacheResponse> deliveries() {
    failure.ifPresent(
        e -> {
          throw new UncheckedIOException("the caches stopped", e);
        });
    return List.copyOf(deliveries);
  }

  /** Returns the processor time of the caches' thread so far, in seconds. */
  double processorSeconds() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1e9;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Link link : links) {
      link.close();
    }
    selector.close();
  }
}
