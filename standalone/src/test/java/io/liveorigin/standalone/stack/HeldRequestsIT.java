package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for the next segment on the whole origin: held, released together, nothing left behind.
 */
class HeldRequestsIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static Stack stack;
  private static EventDefinition event;
  private static ClipTrack track;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    event = Clip.eventDefinition("t", "e", List.of("a", "b"));
    stack.admin().apply(event);
    track = Clip.load().tracks().get(0);
    Awaitility.await()
        .atMost(PATIENT)
        .until(() -> stack.ingest("a").put("/t/e/probe.m3u8", new byte[0]).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void a_hundred_held_requests_are_answered_by_one_decision_with_one_query() throws Exception {
    long number = nextNumber();
    String path = path(number);
    double before = metric("serving_index_lookups_total");
    List<CompletableFuture<HttpResponse<byte[]>>> held = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      held.add(stack.serving().getAsync(path));
    }
    awaitHolds(100);
    byte[] bytes = track.segment(number, event.schedule()).bytes();
    assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
    for (CompletableFuture<HttpResponse<byte[]>> answer : held) {
      HttpResponse<byte[]> response = answer.get(10, TimeUnit.SECONDS);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(bytes);
    }
    assertThat(metric("serving_index_lookups_total") - before).isEqualTo(1);
    awaitHolds(0);
  }

  @Test
  void a_client_that_goes_away_leaves_nothing_behind() throws IOException {
    long number = nextNumber();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), stack.servingPort());
      socket
          .getOutputStream()
          .write(
              ("GET " + path(number) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      clients.add(socket);
    }
    awaitHolds(20);
    for (Socket client : clients) {
      client.close();
    }
    awaitHolds(0);
  }

  /** The next number, early enough in its time that a test can hold it before it is due. */
  private static long nextNumber() {
    Awaitility.await()
        .atMost(PATIENT)
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> due() - CLOCK.millis() > 1_500);
    return event.schedule().liveEdge(CLOCK.millis()) + 1;
  }

  private static long due() {
    return event.schedule().due(event.schedule().liveEdge(CLOCK.millis()) + 1);
  }

  private static String path(long number) {
    Track address = new Track(new EventId("t", "e"), track.representation().id());
    return new SegmentUrls(event).path(new SegmentAddress(address, number));
  }

  private static void awaitHolds(int waiters) {
    Awaitility.await()
        .atMost(PATIENT)
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .until(() -> metric("serving_holds") == waiters);
  }

  private static double metric(String name) {
    String text = new String(stack.adminHttp().get("/metrics").body(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }
}
