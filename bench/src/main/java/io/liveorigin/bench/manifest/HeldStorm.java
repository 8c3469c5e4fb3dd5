package io.liveorigin.bench.manifest;

import io.liveorigin.bench.caches.CacheResponse;
import io.liveorigin.bench.caches.Link;
import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.Percentiles;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many clients in one thread, all held for the next number: for the list that has it, or for the
 * segment itself. It is published when all are held.
 */
final class HeldStorm implements AutoCloseable {
  private static final int SCRAP = 64 * 1024;
  private static final long SELECT_MILLIS = 100;

  /** So long before a number can be published the clients begin to ask. */
  private static final long AHEAD_MILLIS = 1_200;

  private final OriginProcesses origin;
  private final ListedTrack track;
  private final Clock clock;
  private final Selector selector = Selector.open();
  private final List<Link> links = new ArrayList<>();
  private final ByteBuffer scrap = ByteBuffer.allocateDirect(SCRAP);
  private final ExecutorService packager = Executors.newSingleThreadExecutor();
  private final Connection ingest;

  /**
   * Connects.
   *
   * @param track nobody else publishes it
   */
  HeldStorm(OriginProcesses origin, ListedTrack track, int clients, Clock clock)
      throws IOException {
    this.origin = origin;
    this.track = track;
    this.clock = clock;
    this.ingest = new Connection(origin.ingestPort());
    for (int i = 0; i < clients; i++) {
      links.add(new Link(i, 0, origin.servingPort(), selector));
    }
  }

  /**
   * One storm; from the start of the PUT, which is one write, to each client's last byte.
   *
   * @param list whether the list is asked for, else the segment
   */
  Percentiles run(boolean list) throws IOException, InterruptedException {
    catchUp();
    long number = track.next();
    String path = list ? Form.PLAIN.path(track) + "?_HLS_msn=" + number : track.path(number);
    for (Link link : links) {
      link.ask(path, number);
    }
    Future<Long> put = packager.submit(this::publishWhenHeld);
    List<CacheResponse> deliveries = collect();
    try {
      long start = put.get();
      for (CacheResponse delivery : deliveries) {
        if (delivery.status() != 200 || delivery.last() < start) {
          throw new OriginException(
              ErrorCode.INTERNAL, path + " was answered too early, or wrongly: " + delivery);
        }
      }
      return Percentiles.ofNanos(deliveries.stream().map(d -> d.last() - start).toList());
    } catch (ExecutionException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm's packager failed: " + e, e);
    }
  }

  /** Publishes what is due, until there is time to ask for the next. */
  private void catchUp() throws IOException, InterruptedException {
    while (track.nextAt() - clock.millis() < AHEAD_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, track.nextAt() - clock.millis()));
      track.publishNext(ingest);
    }
    // Held until it is decided: the list waits for the next one then.
    try (Connection serving = new Connection(origin.servingPort())) {
      serving.get(track.path(track.newest()), Optional.empty());
    }
  }

  /** When the PUT began, of {@link System#nanoTime()}. */
  private Long publishWhenHeld() throws IOException, InterruptedException {
    long deadline = HangLimit.deadline();
    while (origin.metrics().sum("serving_holds") < links.size()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(ErrorCode.NOT_READY, "not all clients are held");
      }
      OriginProcesses.pause();
    }
    TimeUnit.MILLISECONDS.sleep(Math.max(0, track.nextAt() - clock.millis()));
    long start = System.nanoTime();
    track.publishNext(ingest);
    return start;
  }

  private List<CacheResponse> collect() throws IOException {
    List<CacheResponse> all = new ArrayList<>();
    long deadline = HangLimit.deadline();
    while (all.size() < links.size()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(ErrorCode.NOT_READY, all.size() + " clients were answered");
      }
      selector.select(SELECT_MILLIS);
      for (SelectionKey ready : selector.selectedKeys()) {
        Link link = (Link) ready.attachment();
        link.readHead();
        link.read(scrap).ifPresent(all::add);
      }
      selector.selectedKeys().clear();
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    packager.shutdownNow();
    ingest.close();
    for (Link link : links) {
      link.close();
    }
    selector.close();
  }
}
