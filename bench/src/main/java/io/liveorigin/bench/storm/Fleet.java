package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Link;
import io.liveorigin.bench.http.Links;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * All caches, in one thread. While the fleet pulls, each cache requests the next segment as soon as
 * it has received one, and its request is held.
 */
final class Fleet implements AutoCloseable {
  private static final long SELECT_MILLIS = 20;

  private final List<LiveTrack> tracks;
  private final Clock clock;

  /** Caches on machines of their own would not delay one cache's first byte by another's body. */
  private final Links links = new Links(true);

  private final ConcurrentLinkedQueue<Link.Response> deliveries = new ConcurrentLinkedQueue<>();
  private final Thread thread = NamedThreadFactory.one("caches", this::run);
  private volatile boolean pulling;
  private volatile boolean closed;
  private volatile Optional<IOException> failure = Optional.empty();

  /** Connects all caches and starts their thread. */
  Fleet(int port, int caches, Shape shape, List<LiveTrack> tracks, Clock clock) throws IOException {
    this.tracks = tracks;
    this.clock = clock;
    for (int cache = 0; cache < caches; cache++) {
      for (int channel : shape.representationsOf(cache)) {
        links.add(channel, port);
      }
    }
    thread.start();
  }

  /** From now on, lets all caches pull, or lets none send another request. */
  void pull(boolean wanted) {
    pulling = wanted;
    links.wakeup();
  }

  private void run() {
    Schedule schedule = tracks.get(0).schedule();
    try {
      while (!closed) {
        if (pulling) {
          for (Link link : links.all()) {
            if (!link.waiting()) {
              request(link, schedule.liveEdge(clock.millis()) + 1);
            }
          }
        }
        links.poll(SELECT_MILLIS, this::ended);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  private void ended(Link.Response delivery) throws IOException {
    deliveries.add(delivery);
    // A cache whose request was refused sends another a moment later, for the number that is next
    // by then.
    if (pulling && delivery.status() == 200) {
      // A late cache skips nothing: its viewers need every segment.
      request(delivery.link(), delivery.number() + 1);
    }
  }

  private void request(Link link, long number) throws IOException {
    link.request(tracks.get(link.channel()).path(number), number);
  }

  /**
   * Returns all responses so far.
   *
   * @throws UncheckedIOException if the caches' thread has failed
   */
  List<Link.Response> deliveries() {
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
    links.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.close();
  }
}
