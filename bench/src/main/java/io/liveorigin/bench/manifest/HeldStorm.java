package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.http.Link;
import io.liveorigin.bench.http.Links;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Many clients in one thread whose requests are all held for the next number: for the playlist that
 * lists it, or for the segment itself. The segment is published once all requests are held.
 */
final class HeldStorm implements AutoCloseable {
  private static final long SELECT_MILLIS = 100;

  /**
   * The clients send their requests this long before the number can be published, in milliseconds.
   */
  private static final long AHEAD_MILLIS = 1_200;

  /**
   * The results of the storms, pair by pair.
   *
   * @param lists times from the PUT to the last byte of the playlist
   * @param segments times from the PUT to the last byte of the segment
   */
  record Pairs(List<Percentiles> lists, List<Percentiles> segments) {
    private static final Bar BAR = Bar.atMost(1.5);

    /** Returns the figures as a Markdown table. */
    String markdown() {
      Table table =
          new Table(
              "| held, from the PUT to the last byte | list, ms | segment, ms | list over segment"
                  + " | bar |");
      line(table, "p50", Percentiles::p50, Optional.empty());
      line(table, "p99", Percentiles::p99, Optional.of(BAR));
      return table.toString();
    }

    private void line(
        Table table, String name, ToDoubleFunction<Percentiles> figure, Optional<Bar> bar) {
      Ratios ratios = Ratios.of(lists, segments, figure);
      table.line(
          "| %s | %.1f | %.1f | %s | %s |",
          name,
          Ratios.median(lists, figure),
          Ratios.median(segments, figure),
          ratios,
          bar.map(b -> b.verdict(ratios.median())).orElse(""));
    }
  }

  private final OriginProcesses origin;
  private final ListedTrack track;
  private final Clock clock;
  private final Links links = new Links(false);
  private final ExecutorService packager =
      Executors.newSingleThreadExecutor(NamedThreadFactory.of("packager-held"));
  private final Connection ingest;

  /**
   * Connects the clients.
   *
   * @param track a track that nobody else publishes
   */
  HeldStorm(OriginProcesses origin, ListedTrack track, int clients, Clock clock)
      throws IOException {
    this.origin = origin;
    this.track = track;
    this.clock = clock;
    this.ingest = new Connection(origin.ingestPort());
    for (int i = 0; i < clients; i++) {
      links.add(0, origin.servingPort());
    }
  }

  /**
   * Runs one storm and returns the times from the start of the PUT, which is one write, to each
   * client's last byte.
   *
   * @param list whether the clients request the playlist; otherwise the segment
   */
  Percentiles run(boolean list) throws IOException, InterruptedException {
    catchUp();
    long number = track.newest() + 1;
    String path = list ? Form.PLAIN.path(track) + "?_HLS_msn=" + number : track.path(number);
    for (Link link : links.all()) {
      link.request(path, number);
    }
    Future<Long> put = packager.submit(this::publishWhenHeld);
    List<Link.Response> deliveries = collect();
    try {
      long start = put.get();
      for (Link.Response delivery : deliveries) {
        if (delivery.status() != 200 || delivery.last() < start) {
          throw new OriginException(
              ErrorCode.INTERNAL,
              "the response to GET " + path + " was too early or wrong: " + delivery);
        }
      }
      return Percentiles.ofNanos(deliveries.stream().map(d -> d.last() - start).toList());
    } catch (ExecutionException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm's packager failed: " + e, e);
    }
  }

  /** Publishes the segments that are due, until there is time enough to request the next one. */
  private void catchUp() throws IOException, InterruptedException {
    while (track.nextAt() - clock.millis() < AHEAD_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, track.nextAt() - clock.millis()));
      track.publishNext(ingest);
    }
    // This request is held until the segment is decided; from then on the playlist waits for the
    // next number.
    try (Connection serving = new Connection(origin.servingPort())) {
      serving.get(track.path(track.newest()));
    }
  }

  /**
   * Publishes the next segment when all clients are held, and returns when the PUT began, as a
   * value of {@link System#nanoTime()}.
   */
  private Long publishWhenHeld() throws IOException, InterruptedException {
    HangLimit.await(
        "not all clients are held",
        () -> origin.metrics().sum("serving_holds") >= links.all().size());
    TimeUnit.MILLISECONDS.sleep(Math.max(0, track.nextAt() - clock.millis()));
    long start = System.nanoTime();
    track.publishNext(ingest);
    return start;
  }

  private List<Link.Response> collect() throws IOException {
    List<Link.Response> all = new ArrayList<>();
    long deadline = HangLimit.deadline();
    while (all.size() < links.all().size()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(
            ErrorCode.NOT_READY, "only " + all.size() + " clients received a response");
      }
      links.poll(SELECT_MILLIS, all::add);
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    packager.shutdownNow();
    ingest.close();
    links.close();
  }
}
