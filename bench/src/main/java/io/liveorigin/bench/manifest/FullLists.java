package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills playlists: publishes the past of a track through ingest, the newest segment first. Numbers
 * before the first decision of a track are never decided as missing. Every number after it is, and
 * would remain a gap for ever.
 */
final class FullLists {
  private static final int CONNECTIONS = 8;
  private static final int EDGE = 20;
  private static final long SETTLE_MILLIS = 2_000;

  private final OriginProcesses origin;
  private final Clock clock;

  FullLists(OriginProcesses origin, Clock clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /** Publishes the first segment of each track and returns when it is decided. */
  void begin(List<ListedTrack> tracks) throws IOException, InterruptedException {
    try (Connection ingest = new Connection(origin.ingestPort())) {
      for (ListedTrack track : tracks) {
        track.begin(ingest, track.schedule().liveEdge(clock.millis()) + 1);
        awaitServed(track.path(track.newest()));
      }
    }
  }

  /**
   * Publishes all earlier segments, as far as the window reaches, and returns when they are
   * decided.
   *
   * @param before the first live number
   */
  void fill(ListedTrack track, long before) throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong(before - 1);
    ExecutorService threads =
        Executors.newFixedThreadPool(CONNECTIONS, NamedThreadFactory.numbered("past"));
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(threads.submit(() -> publish(track, next)));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the old segments were not published: " + e, e);
    } finally {
      threads.shutdownNow();
    }
    // The oldest segments are about to leave the window; they are decided right after this one.
    awaitServed(track.path(track.schedule().oldestPermitted(clock.millis()) + EDGE));
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
  }

  private Void publish(ListedTrack track, AtomicLong next) throws IOException {
    try (Connection ingest = new Connection(origin.ingestPort())) {
      while (track.publishOld(ingest, next.getAndDecrement(), clock.millis())) {
        // Continue with the next number.
        continue;
      }
    }
    return null;
  }

  private void awaitServed(String path) throws IOException, InterruptedException {
    HangLimit.await(
        path + " is not served",
        () -> {
          try (Connection serving = new Connection(origin.servingPort())) {
            return serving.get(path).status() == 200;
          }
        });
  }
}
