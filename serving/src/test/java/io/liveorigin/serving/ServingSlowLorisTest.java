package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.Stuck;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five hundred clients in the middle of each of a handshake, a head, a body and an answer, on both
 * listeners at once: whoever is honest is answered, and they are all gone when they must be.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class ServingSlowLorisTest {
  private static final int EACH = 500;
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Of both listeners, and of what else goes on in the process; not of 500. */
  private static final int THREADS = 150;

  /** Of both sides. */
  private static final long BYTES_EACH = 100_000;

  private final TestNode node;
  private final Optional<SSLContext> tls;
  private final List<Stuck> stuck = new ArrayList<>();

  ServingSlowLorisTest(Wire wire) {
    ClientLimits hasty = new ClientLimits(0, 0, 0, 0, SOON, SOON, 100, TrustedNetworks.none());
    node =
        wire.node(
            config ->
                config
                    .withTls(config.tls().withLimits(hasty, hasty))
                    .withReaders(new SlowReaderSettings(16 * 1024, SOON, SOON, 4)));
    tls = node.tls.map(some -> some.client());
  }

  @AfterEach
  void close() throws IOException {
    for (Stuck client : stuck) {
      client.close();
    }
    node.close();
  }

  private void attack(Stuck.In in, int port, String beginning) throws IOException {
    for (int i = 0; i < EACH; i++) {
      stuck.add(new Stuck(in, port, tls, beginning));
    }
  }

  private void askHonestly(long edge) {
    assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
    assertThat(node.get(TestNode.path(edge - 5)).statusCode()).isEqualTo(200);
    assertThat(node.get("/time").statusCode()).isEqualTo(200);
    assertThat(node.send("GET", node.adminUri("/status")).statusCode()).isEqualTo(200);
    assertThat(node.send("GET", node.adminUri("/health/live")).statusCode()).isEqualTo(200);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private double dropped(String... tags) {
    return node.meters.get("serving.connections.refused").tags(tags).functionCounters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void whoIsHonestIsAnsweredAndTheyAreGoneInTime() throws IOException {
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(1024 * 1024, 1));
    node.old(edge - 5, Samples.bytes(10, 2));
    askHonestly(edge);
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long heap = heap();
    ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    int viewers = node.server.port();
    int admin = node.server.adminPort();
    String head = "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";
    String length = " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n\r\n1";
    for (int port : List.of(viewers, admin)) {
      if (tls.isPresent()) {
        attack(Stuck.In.HANDSHAKE, port, "");
      }
      attack(Stuck.In.HEAD, port, head);
      askHonestly(edge);
    }
    attack(Stuck.In.BODY, viewers, "POST /cmcd" + length);
    attack(Stuck.In.BODY, admin, "PUT /events/acme/news" + length);
    askHonestly(edge);
    attack(Stuck.In.ANSWER, viewers, RawClient.request("GET", TestNode.path(edge)).repeat(20));
    attack(Stuck.In.ANSWER, admin, "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(500));
    askHonestly(edge);
    assertThat(ManagementFactory.getThreadMXBean().getPeakThreadCount() - threads)
        .isLessThan(THREADS);
    assertThat(heap() - heap).isLessThan(BYTES_EACH * stuck.size());
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              askHonestly(edge);
              // Those that are sent an answer do not notice that nobody listens any more.
              assertThat(stuck.stream().filter(Stuck::goesOn).map(Stuck::in).distinct())
                  .containsExactly(Stuck.In.ANSWER);
              assertThat(node.meters.get("serving.connections").gauges())
                  .allSatisfy(open -> assertThat(open.value()).isLessThan(EACH / 10.0));
            });
    assertThat(dropped("reason", "head-time")).isGreaterThanOrEqualTo(2.0 * EACH);
    assertThat(dropped("reason", "handshake-time"))
        .isGreaterThanOrEqualTo(tls.isPresent() ? 2.0 * EACH : 0);
    askHonestly(edge);
  }
}
