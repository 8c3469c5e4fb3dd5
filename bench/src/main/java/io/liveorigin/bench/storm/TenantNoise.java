package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.OpenLoop;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The load of a tenant that exceeds its limits tenfold, in parallel open loops: PUTs, GETs from
 * memory, requests to be held, requests for old segments, and orders of its operators.
 */
final class TenantNoise implements Storm.Load {
  /** The factor by which the load exceeds the limits. */
  static final int TIMES = 10;

  static final int PUT_BYTES = 100_000;

  private static final int PUTS = 200;

  /** All requests of readers per second: from memory, held and old. */
  private static final int GETS = 1_000;

  /**
   * Requests for old segments per second. A tenth of them passes the limit on GETs, and is ten
   * times the amount that may be read back.
   */
  private static final int DVR = 400;

  private static final int HELD = 100;
  private static final int ORDERS = 10;

  /** Connections for held requests: more than may be held at the same time. */
  private static final int HOLDERS = 100;

  private static final int CONNECTIONS = 16;
  private static final int IN_MEMORY = 4;
  private static final int BACK = 1_000;
  private static final int KINDS = 4;
  private static final int NAMES = 50;

  /**
   * The requests per second of each kind.
   *
   * @param gets all requests of readers
   * @param dvr the part of {@code gets} for old segments
   * @param held the part of {@code gets} that is to be held
   */
  record Rates(double puts, double gets, double dvr, double held) {
    /** Returns the usual rates multiplied by {@code share}. */
    static Rates of(double share) {
      return new Rates(PUTS * share, GETS * share, DVR * share, HELD * share);
    }
  }

  private record Part(String name, double perSecond, OpenLoop loop) {}

  private final EventDefinition event;
  private final List<LiveTrack> tracks;
  private final Clock clock;
  private final Rates rates;
  private final List<Part> parts;
  private final List<byte[]> bodies;
  private final AtomicLong orders = new AtomicLong();
  private final Map<String, Map<Integer, Long>> answers;
  private boolean counting;

  /**
   * @param old the paths of old segments
   * @param answers receives the number of responses by status for each part after the warm-up
   */
  TenantNoise(
      OriginProcesses origin,
      EventDefinition event,
      List<String> old,
      Rates rates,
      Map<String, Map<Integer, Long>> answers,
      Clock clock) {
    this.event = event;
    this.tracks = LiveTrack.all(event, PUT_BYTES);
    this.clock = clock;
    this.rates = rates;
    this.answers = answers;
    this.bodies = tracks.stream().map(track -> track.segment(edge() - 1)).toList();
    int serving = origin.servingPort();
    List<String> kept = old.subList(old.size() - IN_MEMORY, old.size());
    double inMemory = rates.gets() - rates.dvr() - rates.held();
    this.parts =
        List.of(
            new Part(
                "PUT", rates.puts(), new OpenLoop(origin.ingestPort(), CONNECTIONS, this::put)),
            new Part("GET", inMemory, OpenLoop.gets(serving, CONNECTIONS, kept)),
            // The next segment is not published by any packager.
            new Part(
                "held GET", rates.held(), OpenLoop.gets(serving, HOLDERS, () -> path(edge() + 1))),
            new Part("DVR", rates.dvr(), OpenLoop.gets(serving, CONNECTIONS, old)),
            new Part("admin", ORDERS, new OpenLoop(origin.adminPort(), 2, this::order)));
  }

  @Override
  public double perSecond() {
    return rates.puts() + rates.gets() + ORDERS;
  }

  private long edge() {
    return event.schedule().liveEdge(clock.millis());
  }

  private String path(long number) {
    return tracks.get(ThreadLocalRandom.current().nextInt(tracks.size())).path(number);
  }

  private Connection.Reply put(Connection ingest) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return ingest.put(
        path(edge() - 1 - random.nextInt(BACK)), bodies.get(random.nextInt(bodies.size())));
  }

  private Connection.Reply order(Connection admin) throws IOException {
    long order = orders.getAndIncrement();
    String name = "n" + order / KINDS % NAMES;
    String events = "/events/" + event.tenant() + "/";
    String here = events + event.event();
    return switch ((int) (order % KINDS)) {
      case 0 ->
          admin.put(here + "/masks/" + name, text("{\"pipeline\":\"a\",\"from\":1,\"to\":1}"));
      case 1 ->
          admin.put(
              here + "/notifications/" + name,
              text("{\"key\":\"k\",\"value\":\"v\",\"from\":" + edge() + "}"));
      case 2 -> admin.put(here + "/invalidations/" + name, text("{\"from\":1,\"to\":1}"));
      default ->
          admin.put(
              events + name,
              WireJson.write(Clip.eventDefinition(event.tenant(), name, List.of("a"))));
    };
  }

  private static byte[] text(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<OpenLoop.Tally> run(long nanos) throws InterruptedException {
    Map<String, OpenLoop.Tally> tallies = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (Part part : parts) {
      threads.add(
          NamedThreadFactory.one(
              "noise-" + part.name().replace(' ', '-'),
              () -> {
                try {
                  tallies.put(part.name(), part.loop().run(part.perSecond(), nanos));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (counting) {
      tallies.forEach(
          (name, tally) -> {
            Map<Integer, Long> counts = answers.computeIfAbsent(name, key -> new TreeMap<>());
            tally.statuses().forEach((status, n) -> counts.merge(status, n, Long::sum));
          });
    }
    // The first run is the warm-up.
    counting = true;
    return Optional.empty();
  }
}
