package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
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

  private static final int PUTS = 200;
  static final int PUT_BYTES = 100_000;

  /** All requests of readers per second: from memory, held and old. */
  private static final int GETS = 1_000;

  /**
   * Requests for old segments per second. A tenth of them passes the limit on GETs, and is ten
   * times the amount that may be read back.
   */
  private static final int DVR = 400;

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

    double all() {
      return puts + gets + ORDERS;
    }
  }

  private static final int HELD = 100;
  private static final int ORDERS = 10;

  /** Connections for held requests: more than may be held at the same time. */
  private static final int HOLDERS = 100;

  private static final int CONNECTIONS = 16;
  private static final int IN_MEMORY = 4;
  private static final int BACK = 1_000;
  private static final int KINDS = 4;
  private static final int NAMES = 50;

  private record Part(String name, double perSecond, OpenLoop loop) {}

  private final OriginProcesses origin;
  private final EventDefinition event;
  private final SegmentUrls urls;
  private final Clock clock;
  private final List<Part> parts;
  private final List<byte[]> bodies = new ArrayList<>();
  private final AtomicLong orders = new AtomicLong();

  /** The number of responses by status for each part, in the measured blocks. */
  private final Map<String, Map<Integer, Long>> answers = new TreeMap<>();

  private boolean counting;

  TenantNoise(
      OriginProcesses origin, EventDefinition event, List<String> old, Rates rates, Clock clock) {
    this.origin = origin;
    this.event = event;
    this.urls = new SegmentUrls(event);
    this.clock = clock;
    for (ClipTrack track : Clip.load().tracks()) {
      bodies.add(PaddedSegments.of(track, edge() - 1, event.schedule(), PUT_BYTES));
    }
    List<String> kept = old.subList(old.size() - IN_MEMORY, old.size());
    this.parts =
        List.of(
            new Part(
                "PUT", rates.puts(), new OpenLoop(origin.ingestPort(), CONNECTIONS, this::put)),
            new Part("GET", rates.gets() - rates.dvr() - rates.held(), gets(CONNECTIONS, kept)),
            new Part(
                "held GET", rates.held(), new OpenLoop(origin.servingPort(), HOLDERS, this::ahead)),
            new Part("DVR", rates.dvr(), gets(CONNECTIONS, old)),
            new Part("admin", ORDERS, new OpenLoop(origin.adminPort(), 2, this::order)));
  }

  private OpenLoop gets(int connections, List<String> paths) {
    return new OpenLoop(
        origin.servingPort(),
        connections,
        () -> paths.get(ThreadLocalRandom.current().nextInt(paths.size())));
  }

  private long edge() {
    return event.schedule().liveEdge(clock.millis());
  }

  private String path(long number) {
    List<Representation> all = Clip.representations();
    String representation = all.get(ThreadLocalRandom.current().nextInt(all.size())).id();
    return urls.path(new SegmentAddress(new Track(event.id(), representation, 0), number));
  }

  private Connection.Reply put(Connection ingest) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return ingest.put(
        path(edge() - 1 - random.nextInt(BACK)), bodies.get(random.nextInt(bodies.size())));
  }

  /** Returns the path of the next segment, which nobody publishes. */
  private String ahead() {
    return path(edge() + 1);
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
          (name, tally) ->
              tally
                  .statuses()
                  .forEach(
                      (status, n) ->
                          answers
                              .computeIfAbsent(name, key -> new TreeMap<>())
                              .merge(status, n, Long::sum)));
    }
    // The first run is the warm-up.
    counting = true;
    return Optional.empty();
  }

  /** Returns the number of responses by status for each part. */
  Map<String, Map<Integer, Long>> parts() {
    return answers;
  }
}
