package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.invalidation.PurgeStatus;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: whenever a CDN node is told to forget a masked segment, no cell that answers still
 * serves the masked bytes; a cell that was stopped over the mask keeps nobody waiting for longer
 * than its session, and the node is told again after it could have filled the cache.
 */
class InvalidationFaultIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int NUMBERS = 10;

  @TempDir Path directory;
  private final Map<String, Integer> servings = new ConcurrentHashMap<>();
  private final Map<String, Integer> admins = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  /** When each path was purged, epoch ms. */
  private final Map<String, List<Long>> purged = new ConcurrentHashMap<>();

  /** Of each answer that a cell gave at the instant of a purge: the pipeline. */
  private final List<String> pipelinesAtPurge = new CopyOnWriteArrayList<>();

  private HttpServer cdn;
  private Stack stack;
  private EventDefinition event;
  private final List<String> paths = new ArrayList<>();
  private long first;

  @BeforeEach
  void start() throws IOException {
    cdn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cdn.setExecutor(Executors.newFixedThreadPool(4));
    cdn.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          servings.forEach((cell, port) -> look(cell, port, path));
          purged.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>()).add(CLOCK.millis());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    cdn.start();
    stack = Stack.start(directory.resolve("stack"));
    stack.adminHttp().awaitReady();
    event = Clip.eventDefinition("t", "e", List.of("a", "b"));
    stack.declare(event);
  }

  @AfterEach
  void stop() {
    stack.close();
    cdn.stop(0);
  }

  /** Asks as a CDN node would; numbers that were not published are of neither pipeline. */
  private void look(String cell, int port, String path) {
    if (!silent.contains(cell) && paths.contains(path)) {
      HttpResponse<byte[]> answer = new Http(port).get(path);
      if (answer.statusCode() == 200) {
        pipelinesAtPurge.add(answer.headers().firstValue("Origin-Pipeline").orElse("none"));
      }
    }
  }

  private Jvm cell(String name) throws IOException {
    Path nodes = directory.resolve("cdn.txt");
    Files.writeString(nodes, "http://127.0.0.1:" + cdn.getAddress().getPort());
    Jvm process =
        Jvm.of(CellProcess.class)
            .args(stack.kafka().bootstrapServers(), name, directory.resolve(name), nodes)
            .heap("256m")
            .start(directory.resolve(name + ".log"));
    Ports ports = Ports.of(process);
    new Http(ports.admin()).awaitReady();
    servings.put(name, ports.serving());
    admins.put(name, ports.admin());
    return process;
  }

  private PurgeStatus status(String cell) {
    return WireJson.read(
        new Http(admins.get(cell)).get("/events/t/e/invalidations/mask.m1").body(),
        PurgeStatus.class);
  }

  private void publish() {
    ClipTrack track = Clip.load().tracks().get(0);
    Track address = new Track(new EventId("t", "e"), track.representation().id(), 0);
    long edge = event.schedule().liveEdge(CLOCK.millis());
    first = edge - NUMBERS;
    for (long number = first; number < edge; number++) {
      String path = new SegmentUrls(event).path(new SegmentAddress(address, number));
      byte[] bytes = track.segment(number, event.schedule()).bytes();
      assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
      assertThat(stack.ingest("b").put(path, bytes).statusCode()).isEqualTo(201);
      paths.add(path);
    }
    servings.forEach(
        (cell, port) ->
            Patience.await()
                .until(() -> paths.stream().allMatch(path -> winner(port, path).equals("a"))));
    forgetDeclaration();
  }

  /** The declaration of an event is an order of its own: of an older one of its name. */
  private void forgetDeclaration() {
    admins.forEach(
        (cell, port) ->
            Patience.await()
                .until(
                    () ->
                        WireJson.read(
                            new Http(port).get("/events/t/e/invalidations").body(),
                            PurgeStatus[].class),
                    all -> Stream.of(all).allMatch(status -> status.state().equals("done"))));
    purged.clear();
    pipelinesAtPurge.clear();
  }

  private static String winner(int port, String path) {
    return new Http(port).get(path).headers().firstValue("Origin-Pipeline").orElse("none");
  }

  private void mask() {
    long edge = event.schedule().liveEdge(CLOCK.millis());
    String body = "{\"pipeline\":\"a\",\"from\":%d,\"to\":%d}".formatted(first, edge);
    HttpResponse<byte[]> set =
        new Http(stack.adminPort())
            .put("/events/t/e/masks/m1", body.getBytes(StandardCharsets.US_ASCII));
    assertThat(set.statusCode()).isEqualTo(201);
  }

  @Test
  void the_node_is_told_when_every_cell_has_redecided_and_again_after_a_session() throws Exception {
    try (Jvm one = cell("one");
        Jvm two = cell("two")) {
      publish();
      Patience.await().until(() -> one.isAlive() && two.isAlive());
      mask();
      Patience.await()
          .until(
              () -> admins.keySet().stream().allMatch(cell -> status(cell).state().equals("done")));
      assertThat(new TreeSet<>(purged.keySet())).containsAll(paths);
      assertThat(pipelinesAtPurge).isNotEmpty().containsOnly("b");
      for (String path : paths) {
        List<Long> times = purged.get(path);
        assertThat(times).as("twice by each of two cells: %s", path).hasSize(4);
        assertThat(times.get(3) - times.get(0)).as("and again").isGreaterThanOrEqualTo(6_000);
      }
    }
  }

  @Test
  void a_cell_that_is_stopped_over_the_mask_delays_the_purge_for_its_session_only()
      throws Exception {
    try (Jvm one = cell("one");
        Jvm two = cell("two")) {
      publish();
      assertThat(one.isAlive()).isTrue();
      silent.add("two");
      two.pause();
      long masked = CLOCK.millis();
      mask();
      Patience.await().until(() -> !purged.isEmpty());
      assertThat(purged.values().iterator().next().get(0) - masked)
          .as("the stopped cell may answer until its session ends")
          .isGreaterThan(4_000);
      assertThat(status("one").cells()).containsEntry("two/n1", "silent");
      two.resume();
      silent.remove("two");
      // Whatever it answers first, it is no masked segment: it is not ready until it has caught up.
      Patience.await().until(() -> status("one").cells().get("two/n1").equals("settled"));
      Patience.await().until(() -> status("one").state().equals("done"));
      assertThat(pipelinesAtPurge).isNotEmpty().containsOnly("b");
    }
  }
}
