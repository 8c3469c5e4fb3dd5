package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.kafka.BrokerProcess;
import io.liveorigin.standalone.support.ControlRecords;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Invariant: while a node lags, what it knew is answered with a short life, for a minute; a node
 * that did not run for its session serves no masked bytes (ADR 30). The broker and the node are
 * processes, so that either can be stopped. Each test has its own and mostly waits: they run at
 * once.
 */
@Execution(ExecutionMode.CONCURRENT)
class LaggingNodeFaultIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int NUMBERS = 5;
  private static final List<String> PIPELINES = List.of("a", "b");
  private static final String SHORTLY = "public, max-age=1";
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String MANIFEST = "/t/e/manifest.mpd";

  /** As seen when players gave up. */
  private static final Duration OUTAGE = Duration.ofSeconds(28);

  /** ADR 30: how long after the last instant at which the node was current. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** The age of the proof with which a node still counts as current. */
  private static final Duration MOST_LAG = Duration.ofSeconds(3);

  /** So long after Kafka was stopped it is certain: the node was current within 3 s of that. */
  private static final Duration SURE = LONGEST.minus(MOST_LAG);

  /** The node's, by default. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  @TempDir Path directory;
  private final EventDefinition event = Clip.eventDefinition("t", "e", PIPELINES);
  private final SegmentUrls urls = new SegmentUrls(event);
  private final List<IngestServer> ingests = new ArrayList<>();
  private final List<String> segments = new ArrayList<>();
  private Jvm broker;
  private Jvm cell;
  private KafkaSettings kafka;
  private Http serving;
  private Http admin;
  private String init;
  private long first;

  @BeforeEach
  void start() {
    broker =
        Jvm.of(BrokerProcess.class)
            .args(directory.resolve("kafka"), 0)
            .heap("256m")
            .start(directory.resolve("broker.log"));
    String ready = broker.awaitLine("READY", Patience.LIMIT);
    kafka = new KafkaSettings(ready.split(" ")[1], TopicSettings.singleNode());
    cell =
        Jvm.of(CellProcess.class)
            .args(kafka.bootstrapServers(), "cell", directory.resolve("cell"))
            .heap("256m")
            .start(directory.resolve("cell.log"));
    Ports ports = Ports.of(cell);
    serving = new Http(ports.serving());
    admin = new Http(ports.admin());
    admin.awaitReady();
    new AdminClient(URI.create("http://127.0.0.1:" + ports.admin())).apply(event);
    PIPELINES.forEach(p -> ingests.add(IngestServer.start(IngestConfig.of(p, 0, kafka), CLOCK)));
    publish();
  }

  @AfterEach
  void stop() {
    // A stopped broker would keep the others waiting.
    broker.resume();
    cell.close();
    ingests.forEach(IngestServer::close);
    broker.close();
  }

  private void publish() {
    ClipTrack track = Clip.load().tracks().get(0);
    Track of = new Track(event.id(), track.representation().id(), 0);
    init = urls.path(new InitAddress(of));
    first = event.schedule().liveEdge(CLOCK.millis()) - NUMBERS;
    put(init, track.init());
    for (long number = first; number < first + NUMBERS; number++) {
      String path = urls.path(new SegmentAddress(of, number));
      put(path, track.segment(number, event.schedule()).bytes());
      segments.add(path);
    }
    for (String path : known()) {
      Patience.await(path).until(() -> serving.get(path).statusCode() == 200);
    }
    // Provisional until the init segment is there.
    for (String path : segments) {
      Patience.await(path).until(() -> cacheControl(serving.get(path)).contains("immutable"));
    }
  }

  /** Control reaches ingest a moment after the admin API has answered. */
  private void put(String path, byte[] bytes) {
    for (IngestServer ingest : ingests) {
      Http http = new Http(ingest.port());
      Patience.await(path)
          .untilAsserted(() -> assertThat(http.put(path, bytes).statusCode()).isIn(200, 201));
    }
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(segments);
    known.add(init);
    known.add(MANIFEST);
    return known;
  }

  private boolean ready() {
    return admin.get("/health/ready").statusCode() == 200;
  }

  private static String cacheControl(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Cache-Control").orElse("none");
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private void assertKnownUntil(BooleanSupplier end, long since) {
    Patience.await()
        .pollInterval(LOOK)
        .until(
            () -> {
              assertKnown(since(since));
              return end.getAsBoolean();
            });
  }

  /** All that is known is answered; what a node says that lags is forgotten by caches at once. */
  private void assertKnown(Duration since) {
    boolean before = ready();
    for (String path : known()) {
      HttpResponse<byte[]> answer = serving.get(path);
      assertThat(answer.statusCode())
          .as("%s after %s: %s", path, since, new String(answer.body()))
          .isEqualTo(200);
      if (!before && !ready()) {
        assertThat(cacheControl(answer)).as("%s after %s", path, since).isEqualTo(SHORTLY);
      }
    }
  }

  @Test
  void players_are_answered_while_the_broker_stands() {
    long stopped = System.nanoTime();
    broker.pause();
    assertKnownUntil(() -> since(stopped).compareTo(OUTAGE) > 0, stopped);
    assertThat(ready()).isFalse();
    HttpResponse<byte[]> undecided =
        serving.get(segments.get(0).replace(Long.toString(first), Long.toString(first + NUMBERS)));
    assertThat(undecided.statusCode()).isEqualTo(503);
    assertThat(header(undecided, "Retry-After")).isNotEqualTo("none");

    // The coordinator has given the node's partitions away meanwhile: it joins and restores anew.
    broker.resume();
    assertKnownUntil(() -> ready() || since(stopped).compareTo(SURE) > 0, stopped);
    admin.awaitReady();
    assertThat(cacheControl(serving.get(segments.get(0)))).contains("immutable");
  }

  @Test
  void nothing_is_answered_any_more_when_the_minute_is_over() {
    long stopped = System.nanoTime();
    broker.pause();
    assertKnownUntil(() -> since(stopped).compareTo(SURE) > 0, stopped);
    Duration over = LONGEST.plus(MOST_LAG).plusSeconds(1);
    Patience.await().until(() -> since(stopped).compareTo(over) > 0);
    for (String path : known()) {
      HttpResponse<byte[]> answer = serving.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(cacheControl(answer)).as(path).isEqualTo("no-store");
    }

    broker.resume();
    admin.awaitReady();
    for (String path : known()) {
      Patience.await(path).until(() -> serving.get(path).statusCode() == 200);
    }
  }

  @Test
  void a_node_that_was_stopped_over_a_mask_serves_no_masked_bytes() {
    try (ControlRecords control = new ControlRecords(kafka, "operator")) {
      assertThat(header(serving.get(segments.get(0)), "Origin-Pipeline")).isEqualTo("a");
      long last = first + NUMBERS - 1;
      Mask mask = new Mask("t", "e", "m", "a", Mask.ALL, first, last, "");
      // As the admin API does: what cells carry out before CDN nodes are told.
      Invalidation order =
          new Invalidation("t", "e", "mask.m", "a", "*", first, last, CLOCK.millis(), 0L, "");
      long stopped = System.nanoTime();
      cell.pause();
      control.write(
          edit -> {
            edit.put(mask);
            edit.put(order);
          });
      Patience.await().until(() -> since(stopped).compareTo(SESSION.plusSeconds(1)) > 0);

      cell.resume();
      List<String> answers = new ArrayList<>();
      do {
        for (String path : segments) {
          HttpResponse<byte[]> answer = serving.get(path);
          answers.add(answer.statusCode() + " " + header(answer, "Origin-Pipeline"));
        }
      } while (!answers.get(answers.size() - 1).equals("200 b"));
      assertThat(answers).as("the first that it says").startsWith("503 none");
      assertThat(answers).containsOnly("503 none", "200 b");
    }
  }
}
