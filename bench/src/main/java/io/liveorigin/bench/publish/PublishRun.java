package io.liveorigin.bench.publish;

import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PublishedSegments.Next;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * The time in which a GET reaches the server before the PUT starts; it is not part of any result.
   */
  private static final long REACHED_MILLIS = 4;

  private final PublishSettings settings;
  private final OriginProcesses origin;
  private final PlainClients plain;
  private final DavPeer dav;
  private final Exchange put;
  private final Exchange get;
  private final Exchange davPut;
  private final PublishedSegments segments;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(PublishRun::daemon);

  private PublishRun(
      PublishSettings settings,
      OriginProcesses origin,
      PlainClients plain,
      DavPeer dav,
      PublishedSegments segments)
      throws IOException {
    this.settings = settings;
    this.origin = origin;
    this.plain = plain;
    this.dav = dav;
    this.segments = segments;
    this.put = new Exchange(origin.ingestPort());
    this.get = new Exchange(origin.servingPort());
    this.davPut = new Exchange(dav.port());
  }

  private static Thread daemon(Runnable task) {
    return NamedThreadFactory.one("held-get", task);
  }

  /** Starts all processes and clients. */
  static PublishRun start(PublishSettings settings, OriginPlan plan, Clock clock)
      throws IOException, InterruptedException, ExecutionException {
    OriginProcesses origin = OriginProcesses.start(plan);
    try {
      List<EventDefinition> events =
          PublishedSegments.events(1 + settings.warmUp() + settings.rounds() * settings.samples());
      origin.declare(events);
      PublishedSegments segments =
          PublishedSegments.of(events, clock, origin.ingestPort(), settings.bytes());
      PlainClients plain =
          PlainClients.start(new KafkaSettings(origin.kafka(), TopicSettings.singleNode()));
      DavPeer dav = DavPeer.start(Files.createDirectories(plan.directory().resolve("dav")));
      return new PublishRun(settings, origin, plain, dav, segments);
    } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
      origin.close();
      throw e;
    }
  }

  /**
   * Publishes one segment and waits until it is served. The topics of the pipeline are new to the
   * selector, and the node is not ready while the selector takes them over.
   */
  private void awaitServed() throws IOException {
    Next next = segments.next();
    put.send(Exchange.put(next.path(), next.bytes()));
    Exchange.Reply stored = put.read();
    require(stored, stored.status() == 201, "PUT " + next.path());
    long deadline = HangLimit.deadline();
    Exchange.Reply got;
    do {
      OriginProcesses.pause();
      get.send(Exchange.get(next.path()));
      got = get.read();
    } while (got.status() != 200 && System.nanoTime() < deadline);
    require(got, got.status() == 200, "GET " + next.path());
  }

  /**
   * Warms up, then measures all rounds.
   *
   * @param progress receives the result of each round
   */
  List<Round> rounds(Consumer<String> progress)
      throws IOException, InterruptedException, ExecutionException {
    awaitServed();
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

  private Round round(int samples) throws IOException, InterruptedException, ExecutionException {
    Samples all = new Samples();
    ProcessorTime load = ProcessorTime.now(origin);
    for (int i = 0; i < samples; i++) {
      Next next = segments.next();
      get.send(Exchange.get(next.path()));
      Future<Exchange.Reply> held = reader.submit(get::read);
      if (i % 2 == 0) {
        plainTurn(next.bytes(), all);
        ourTurn(next, held, all);
      } else {
        Thread.sleep(REACHED_MILLIS);
        ourTurn(next, held, all);
        plainTurn(next.bytes(), all);
      }
      davTurn(next.bytes(), all);
    }
    return all.round(load.until(ProcessorTime.now(origin)));
  }

  private void plainTurn(byte[] segment, Samples all)
      throws InterruptedException, ExecutionException {
    all.produced.add(plain.produce(segment));
    all.chain.add(plain.chain(segment));
  }

  private void davTurn(byte[] segment, Samples all) throws IOException {
    byte[] request = Exchange.put("/segment.m4s", segment);
    long start = System.nanoTime();
    davPut.send(request);
    Exchange.Reply stored = davPut.read();
    require(stored, stored.status() == 201 || stored.status() == 204, "the PUT to nginx");
    all.dav.add(stored.last() - start);
  }

  private void ourTurn(Next next, Future<Exchange.Reply> held, Samples all)
      throws IOException, InterruptedException, ExecutionException {
    byte[] request = Exchange.put(next.path(), next.bytes());
    if (held.isDone()) {
      throw new OriginException(
          ErrorCode.INTERNAL, "GET " + next.path() + " was not held: " + held.get().head());
    }
    long start = System.nanoTime();
    put.send(request);
    Exchange.Reply stored = put.read();
    require(stored, stored.status() == 201, "PUT " + next.path());
    Exchange.Reply got = held.get();
    require(got, got.status() == 200 && got.length() == next.bytes().length, "GET " + next.path());
    all.put.add(stored.last() - start);
    all.first.add(got.first() - start);
    all.last.add(got.last() - start);
  }

  private static void require(Exchange.Reply reply, boolean good, String what) {
    if (!good) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to " + what + " was " + reply.head());
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

    Round round(ProcessorTime load) {
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
  public void close() throws IOException {
    reader.shutdownNow();
    put.close();
    get.close();
    davPut.close();
    plain.close();
    dav.close();
    origin.close();
  }
}
