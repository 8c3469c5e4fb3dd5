package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes one new segment of each track every two seconds, until it is closed. */
final class LivePublisher implements AutoCloseable {
  private final List<ListedTrack> tracks;
  private final int ingestPort;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = NamedThreadFactory.one("live-publisher", this::run);
  private volatile Optional<Exception> failure = Optional.empty();

  LivePublisher(List<ListedTrack> tracks, int ingestPort, Clock clock) {
    this.tracks = List.copyOf(tracks);
    this.ingestPort = ingestPort;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (Connection ingest = new Connection(ingestPort)) {
      while (true) {
        for (ListedTrack track : tracks) {
          long wait = track.nextAt() - clock.millis();
          if (stop.await(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
            return;
          }
          track.publishNext(ingest);
        }
      }
    } catch (IOException | OriginException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws an {@code OriginException} if a segment could not be published. */
  void check() {
    failure.ifPresent(
        e -> {
          throw new OriginException(ErrorCode.INTERNAL, "the live publisher stopped: " + e, e);
        });
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
