package io.liveorigin.bench.publish;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.peer.Nginx;
import io.liveorigin.bench.peer.PlainClients;
import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PublishedSegments.Next;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Publishes one segment after another through the whole origin: a GET is held, the segment is PUT,
 * and both responses are timed. Broker, ingest and serving node are processes of their own. Plain
 * clients of the same broker run in the process that measures. The two sides alternate segment by
 * segment, and so does the side that is first; nginx with WebDAV follows in each turn. A side that
 * waits for its turn is idle.
 */
final class PublishRun implements AutoCloseable {
  private static final String PIPELINE = "a";
  private static final int BUFFER = 256 * 1024;

  /**
   * The time in which a GET reaches the server before the PUT starts; it is not part of any result.
   */
  private static final long REACHED_MILLIS = 4;

  /**
   * The extent of the measurement.
   *
   * @param bytes the size of a segment
   * @param warmUp the number of segments before the first round
   * @param rounds the number of rounds, each with a pair of percentiles of both sides
   * @param samples the number of segments in a round
   */
  record Settings(int bytes, int warmUp, int rounds, int samples) {
    Settings {
      if (bytes < 64 * 1024 || warmUp < 0 || rounds < 1 || samples < 1) {
        throw new IllegalArgumentException(
            "a segment must have at least 65536 bytes; rounds and samples must be at least 1");
      }
    }
  }

  private final Settings settings;
  private final OriginProcesses origin;
  private final PlainClients plain;
  private final Nginx dav;
  private final Connection put;
  private final Connection get;
  private final Connection davPut;
  private final PublishedSegments segments;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(NamedThreadFactory.of("held-get"));

  private PublishRun(
      Settings settings,
      OriginProcesses origin,
      PlainClients plain,
      Nginx dav,
      PublishedSegments segments)
      throws IOException {
    this.settings = settings;
    this.origin = origin;
    this.plain = plain;
    this.dav = dav;
    this.segments = segments;
    this.put = new Connection(origin.ingestPort(), BUFFER);
    this.get = new Connection(origin.servingPort(), BUFFER);
    this.davPut = new Connection(dav.plainPort(), BUFFER);
  }

  /** Starts all processes and clients. */
  static PublishRun start(Settings settings, OriginPlan plan, Clock clock)
      throws IOException, InterruptedException {
    OriginProcesses origin = OriginProcesses.start(plan);
    try {
      List<EventDefinition> events =
          PublishedSegments.events(1 + settings.warmUp() + settings.rounds() * settings.samples());
      origin.declare(events);
      PublishedSegments segments =
          new PublishedSegments(events, clock, origin.ingestPort(), settings.bytes());
      PlainClients plain = PlainClients.start(origin.kafka());
      Nginx dav = Nginx.webDav(Files.createDirectories(plan.directory().resolve("dav")));
      return new PublishRun(settings, origin, plain, dav, segments);
    } catch (IOException | InterruptedException | RuntimeException e) {
      origin.close();
      throw e;
    }
  }

  /**
   * Warms up, then measures all rounds.
   *
   * @param progress receives the result of each round
   */
  List<Round> rounds(Consumer<String> progress) throws IOException, InterruptedException {
    // The topics of the pipeline are new to the selector, and the node is not ready while the
    // selector takes them over.
    Next one = segments.next();
    put.store(one.path(), one.bytes());
    get.awaitFound(one.path());
    round(settings.warmUp());
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < settings.rounds(); i++) {
      plain.deleteRecords(List.of(Topics.segments(PIPELINE)));
      Round round = round(settings.samples());
      progress.accept("round " + (i + 1) + ": " + round);
      rounds.add(round);
    }
    return rounds;
  }

  private Round round(int samples) throws IOException, InterruptedException {
    Samples all = new Samples();
    Block load =
        Block.of(
            this::processorSeconds,
            () -> {
              for (int i = 0; i < samples; i++) {
                turn(i % 2 == 0, all);
              }
            });
    return all.round(load);
  }

  private Map<String, Double> processorSeconds() {
    Map<String, Double> seconds = new LinkedHashMap<>(origin.processorSeconds());
    Optional<Duration> ours = ProcessHandle.current().info().totalCpuDuration();
    seconds.put("client", ours.map(used -> used.toNanos() / 1e9).orElse(Double.NaN));
    return seconds;
  }

  private void turn(boolean plainFirst, Samples all) throws IOException, InterruptedException {
    Next next = segments.next();
    get.send(
        ("GET " + next.path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    Future<Connection.Reply> held = reader.submit(() -> get.read(Optional.empty()));
    if (plainFirst) {
      plainTurn(next.bytes(), all);
      originTurn(next, held, all);
    } else {
      Thread.sleep(REACHED_MILLIS);
      originTurn(next, held, all);
      plainTurn(next.bytes(), all);
    }
    davTurn(next.bytes(), all);
  }

  private void plainTurn(byte[] segment, Samples all) throws InterruptedException {
    all.produced.add(plain.produce(segment));
    all.chain.add(plain.chain(segment));
  }

  private void davTurn(byte[] segment, Samples all) throws IOException {
    byte[] request = Connection.putRequest("/segment.m4s", segment);
    long start = System.nanoTime();
    davPut.send(request);
    Connection.Reply stored = davPut.read(Optional.empty());
    if (stored.status() != 204) {
      Connection.require(stored.status(), 201, "the PUT to nginx");
    }
    all.dav.add(stored.last() - start);
  }

  private void originTurn(Next next, Future<Connection.Reply> held, Samples all)
      throws IOException, InterruptedException {
    byte[] request = Connection.putRequest(next.path(), next.bytes());
    if (held.isDone()) {
      throw new OriginException(
          ErrorCode.INTERNAL, "GET " + next.path() + " was not held: " + await(held).head());
    }
    long start = System.nanoTime();
    put.send(request);
    Connection.Reply stored = put.read(Optional.empty());
    Connection.require(stored.status(), 201, "PUT " + next.path());
    Connection.Reply got = await(held);
    Connection.require(got.status(), 200, "GET " + next.path());
    if (got.length() != next.bytes().length) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to GET " + next.path() + " was " + got.head());
    }
    all.put.add(stored.last() - start);
    all.first.add(got.first() - start);
    all.last.add(got.last() - start);
  }

  private static Connection.Reply await(Future<Connection.Reply> held)
      throws IOException, InterruptedException {
    try {
      return held.get();
    } catch (ExecutionException e) {
      throw new IOException("the held GET failed", e);
    }
  }

  /** The latencies of a round in nanoseconds, by operation. */
  private static final class Samples {
    final List<Long> produced = new ArrayList<>();
    final List<Long> put = new ArrayList<>();
    final List<Long> dav = new ArrayList<>();
    final List<Long> chain = new ArrayList<>();
    final List<Long> first = new ArrayList<>();
    final List<Long> last = new ArrayList<>();

    Round round(Block load) {
      return new Round(
          Percentiles.ofNanos(produced),
          Percentiles.ofNanos(put),
          Percentiles.ofNanos(dav),
          Percentiles.ofNanos(chain),
          Percentiles.ofNanos(first),
          Percentiles.ofNanos(last),
          load);
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
    put.close();
    get.close();
    davPut.close();
    plain.close();
    dav.close();
    origin.close();
  }
}
