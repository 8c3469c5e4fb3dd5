package io.liveorigin.standalone.demo;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The viewer against a server that answers as it is told. Time stands still. */
class ViewerTest {
  private static final byte[] BODY = "segment".getBytes(StandardCharsets.US_ASCII);
  private static final String ETAG = "\"" + Digest.of(BODY).hex() + "\"";

  /** Plans a 200 whose bytes are not those of its entity tag. */
  private static final int OTHER_BYTES = -200;

  private static final LiveEvent EVENT = LiveEvent.of(DemoEvent.definition());

  /** Number 100 is due at 202 s + 1 s; by now 100 and 101 are, and the media of 102 is not over. */
  private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(205_500), ZoneOffset.UTC);

  private final Map<String, Deque<Integer>> statuses = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Deque<Integer> planned = statuses.get(exchange.getRequestURI().getPath());
    int status = planned == null || planned.isEmpty() ? 200 : planned.pop();
    exchange.getResponseHeaders().add("ETag", status == OTHER_BYTES ? "\"0\"" : ETAG);
    exchange.getResponseHeaders().add("Origin-Pipeline", "b");
    exchange.getResponseHeaders().add("CMSD-Static", "n=\"x\", ot=v, d=2000, ht=340");
    exchange
        .getResponseHeaders()
        .add("Segment-Defects", "dropped-video-frames;count=12;source=\"packager\"");
    exchange.sendResponseHeaders(Math.abs(status), BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }

  private void plan(String file, Integer... answers) {
    statuses.put("/demo/clip/" + file, new ArrayDeque<>(List.of(answers)));
  }

  private DemoSummary watch() throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Viewer viewer = Viewer.start(EVENT, url, 100, NOW)) {
      await().until(() -> viewer.tally().asked() == 6);
      return viewer.finish();
    }
  }

  @Test
  void itAsksForEachDueSegmentOfEachRepresentationAndReadsWhatTheAnswerSays()
      throws InterruptedException {
    DemoSummary summary = watch();
    assertThat(summary.visits().keySet()).containsExactly("v360", "v180", "a96");
    assertThat(summary.first()).isEqualTo(100);
    assertThat(summary.last()).isEqualTo(101);
    assertThat(summary.due()).isEqualTo(6);
    assertThat(summary.complete()).isTrue();
    assertThat(summary.tally()).isEqualTo(new ViewTally(6, 6, Map.of("b", 6L), 6, 6, 0, 0));
    Visit.Copy copy = summary.all().get(0).copy().orElseThrow();
    assertThat(copy.etag()).isEqualTo(ETAG);
    assertThat(copy.heldMillis()).isEqualTo(340);
    assertThat(copy.defects()).extracting("name").containsExactly("dropped-video-frames");
  }

  @Test
  void itAsksAgainAfter503ButTakesANoForAnAnswer() throws InterruptedException {
    plan("v360-100.m4s", 503, 503);
    plan("v180-101.m4s", 404);
    plan("a96-100.m4s", 410);
    DemoSummary summary = watch();
    assertThat(summary.complete()).isFalse();
    assertThat(summary.missed())
        .containsExactly(Visits.missed("v180", 101, 404), Visits.missed("a96", 100, 410));
    assertThat(summary.visits().get("v360").get(0).statuses()).containsExactly(503, 503, 200);
    assertThat(summary.tally().refused()).isEqualTo(2);
    assertThat(summary.tally().again()).isEqualTo(2);
  }

  @Test
  void bytesThatAreNotThoseOfTheEntityTagAreNoAnswer() throws InterruptedException {
    plan("v360-101.m4s", OTHER_BYTES);
    DemoSummary summary = watch();
    assertThat(summary.visits().get("v360").get(1).statuses())
        .containsExactly(Visit.NO_ANSWER, 200);
    assertThat(summary.complete()).isTrue();
  }
}
