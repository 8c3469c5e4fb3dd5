package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.Stuck;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.Wire;
import io.liveorigin.ingest.upload.UploadLimits;
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
 * Five hundred packagers in the middle of each of a handshake, a head, a body and an answer:
 * whoever is honest publishes, and they are all gone when they must be.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class IngestSlowLorisTest {
  private static final int EACH = 500;

  /** Attackers that come between two honest packagers; more than the listener has threads. */
  private static final int BETWEEN_HONEST = 50;

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String HOST = "Host: x";

  /** Of the listener, and of what else goes on in the process; not of 500. */
  private static final int THREADS = 100;

  /** Of both sides. */
  private static final long BYTES_EACH = 100_000;

  private final TestListener listener;
  private final Optional<SSLContext> tls;
  private final List<Stuck> stuck = new ArrayList<>();
  private int published;

  IngestSlowLorisTest(Wire wire) {
    listener =
        wire.listener(
            new UploadLimits(TestListener.CAP, 512L * TestListener.CAP, Duration.ofMinutes(2), 16)
                .withReadWindow(SOON)
                .withClients(new ClientLimits(0, 0, 0, 0, SOON, SOON, 100, TrustedNetworks.none())),
            TestListener.delivery(SOON),
            ListenerAccess.open("a"));
    tls = listener.tls.map(some -> some.client());
  }

  @AfterEach
  void close() throws IOException {
    for (Stuck client : stuck) {
      client.close();
    }
    listener.close();
  }

  private void attack(Stuck.In in, String beginning) throws IOException {
    for (int i = 0; i < EACH; i++) {
      stuck.add(new Stuck(in, listener.port(), tls, beginning));
      if (i % BETWEEN_HONEST == 0) {
        publish();
      }
    }
  }

  /** A packager that keeps its connection, and one that does not. */
  private void publish() throws IOException {
    byte[] body = Mp4.segment(NUMBER, ++published);
    try (RawClient client = new RawClient(listener.connect())) {
      String put = "PUT /acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1";
      client.head(put, HOST, "Content-Length: " + body.length).bytes(body);
      assertThat(client.answer().status()).isIn(200, 201);
      client.head("GET /-/health/live HTTP/1.1", HOST);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long counted(String beginning) {
    return listener
        .metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void whoIsHonestPublishesAndTheyAreGoneInTime() throws IOException {
    publish();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long heap = heap();
    ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    if (tls.isPresent()) {
      attack(Stuck.In.HANDSHAKE, "");
    }
    attack(Stuck.In.HEAD, "GET /x HTTP/1.1\r\nHost: x\r\nX: ");
    // Number 1 of the event is gone for long, so that the shortest time of a delivery counts.
    attack(
        Stuck.In.BODY,
        "PUT /acme/cup/v0-"
            + (NUMBER - 15)
            + ".m4s HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n1");
    attack(Stuck.In.ANSWER, "GET /-/metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500));
    assertThat(ManagementFactory.getThreadMXBean().getPeakThreadCount() - threads)
        .isLessThan(THREADS);
    assertThat(heap() - heap).isLessThan(BYTES_EACH * stuck.size());
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              publish();
              // Those that are sent an answer do not notice that nobody listens any more.
              assertThat(stuck.stream().filter(Stuck::goesOn).map(Stuck::in).distinct())
                  .containsExactly(Stuck.In.ANSWER);
              assertThat(counted("ingest_connections{")).isLessThan(EACH / 10);
            });
    assertThat(counted("ingest_connections_refused_total{pipeline=\"a\",reason=\"head-time\""))
        .isGreaterThanOrEqualTo(EACH);
    publish();
  }
}
