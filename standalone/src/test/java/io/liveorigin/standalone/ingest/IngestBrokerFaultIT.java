package io.liveorigin.standalone.ingest;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.store.DeliverySettings;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker goes away while packagers publish, and comes back at the same address, or does not.
 */
class IngestBrokerFaultIT {
  private static final Duration ALARM = Duration.ofMillis(500);

  @TempDir Path directory;
  private EmbeddedKafka broker;

  @BeforeEach
  void startBroker() {
    start(0);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  private void start(int port) {
    broker =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(directory.resolve("kafka"), port, Map.of()));
  }

  private void restart() {
    String servers = broker.bootstrapServers();
    start(Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1)));
  }

  private IngestFixture ingest(LiveEvent event, Duration minimum) {
    DeliverySettings delivery =
        new DeliverySettings(ALARM, Duration.ofSeconds(1), Duration.ofMillis(100), minimum);
    IngestConfig config =
        IngestConfig.of("a", 0, IngestFixture.kafka(broker.bootstrapServers()))
            .withDelivery(delivery);
    return IngestFixture.start(config, event).publishEvent();
  }

  private static String metrics(IngestFixture ingest) {
    return new String(ingest.http().get("/-/metrics").body(), StandardCharsets.UTF_8);
  }

  /**
   * Invariant: an upload that begins while the broker is away is answered 201 when it is back, in
   * time, and then it is in the log; the outage is an alarm, not a refusal.
   */
  @Test
  void uploadsDuringAnOutageAreAnsweredWhenTheBrokerIsBack() {
    try (IngestFixture ingest = ingest(IngestFixture.event(), Duration.ofSeconds(60))) {
      long number = ingest.numberNow();
      assertThat(ingest.put(number, ingest.segment(number)).statusCode()).isEqualTo(201);
      broker.close();

      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (long n = number - 8; n < number; n++) {
        long late = n;
        answers.add(CompletableFuture.supplyAsync(() -> ingest.put(late, ingest.segment(late))));
      }
      // Longer than one attempt of Kafka's client: ours must send again.
      await().until(() -> metrics(ingest).contains("ingest_alarms_total{pipeline=\"a\"} 8.0"));
      await().until(() -> !metrics(ingest).contains("ingest_repeats_total{pipeline=\"a\"} 0.0"));
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      assertThat(ingest.http().get("/-/health/live").statusCode()).isEqualTo(200);
      await().until(() -> ingest.http().get("/-/health/ready").statusCode() == 503);

      restart();

      assertThat(answers).allSatisfy(a -> assertThat(a.join().statusCode()).isEqualTo(201));
      assertThat(ingest.records("segments.a"))
          .extracting(ConsumerRecord::value)
          .contains(ingest.segment(number - 8), ingest.segment(number - 1), ingest.segment(number));
      await().until(() -> ingest.server().ready());
    }
  }

  /** Invariant: what is not in the log is not answered with a 2xx, and may be sent again. */
  @Test
  void anOutageBeyondTheDeadlineIs503() {
    try (IngestFixture ingest = ingest(IngestFixture.impatientEvent(), Duration.ofSeconds(2))) {
      long number = ingest.numberNow() - 1;
      broker.close();

      HttpResponse<byte[]> refused = ingest.put(number, ingest.segment(number));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(IngestFixture.text(refused, "code")).isEqualTo("not-delivered");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(metrics(ingest)).contains("ingest_in_flight_bytes{pipeline=\"a\"} 0.0");

      restart();
      await()
          .untilAsserted(
              () ->
                  assertThat(ingest.put(number, ingest.segment(number)).statusCode())
                      .isIn(200, 201));
      assertThat(ingest.records("segments.a"))
          .extracting(ConsumerRecord::value)
          .contains(ingest.segment(number));
    }
  }
}
