package io.liveorigin.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Stuck;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.Wire;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that sends requests and reads nothing: its responses are not produced without end. */
class UnreadResponsesTest {
  /** The send buffer, which the system doubles, what is under way, and room for TLS. */
  private static final long PRODUCED = 512 * 1024;

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final String TOO_SLOW =
      "ingest_connections_refused_total{pipeline=\"a\",reason=\"read-rate\"";

  private static final int REQUESTS = 2_000;

  @ParameterizedTest
  @EnumSource(Wire.class)
  void theListenerProducesAtMostWhatItsSendBufferHolds(Wire wire) throws IOException {
    ClientLimits clients =
        new ClientLimits(0, 0, 0, 0, WINDOW, WINDOW, 100, TrustedNetworks.none());
    UploadLimits limits =
        new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, Duration.ofMinutes(2), 8)
            .withReadWindow(WINDOW)
            .withClients(clients);
    try (TestListener listener =
        wire.listener(
            limits, TestListener.delivery(Duration.ofSeconds(5)), ListenerAccess.open("a"))) {
      LongAdder produced = new LongAdder();
      listener.metrics.watchKafka(
          () -> {
            produced.increment();
            return List.of();
          });
      long size = listener.metrics.scrape().length();
      produced.reset();
      String requests = "GET /-/metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(REQUESTS);
      try (Stuck unused =
          new Stuck(
              Stuck.In.ANSWER, listener.port(), listener.tls.map(tls -> tls.client()), requests)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> {
                  boolean ended = ended(listener.metrics.scrape());
                  produced.decrement();
                  return ended;
                });
      }
      assertThat(produced.sum() * size).isPositive().isLessThan(PRODUCED);
    }
  }

  private static boolean ended(String metrics) {
    return metrics.lines().anyMatch(line -> line.startsWith(TOO_SLOW) && line.endsWith(" 1.0"));
  }
}
