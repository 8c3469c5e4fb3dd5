package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.LimitsFile;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One tenant exceeds each limit that an ingest keeps, and another goes on. */
class IngestTenantLimitsTest {
  private static final byte[] SEGMENT = Mp4.segment(NUMBER, 1);

  private final TestListener listener =
      new TestListener(
          new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, Duration.ofSeconds(5), 32)
              .withMemoryWait(Duration.ofMillis(50)),
          TestListener.delivery(Duration.ofSeconds(5)),
          ListenerAccess.open("a"));
  private final Client client = new Client();

  IngestTenantLimitsTest() {
    listener.add(Events.event(Events.DEFINITION.replace("acme", "quiet")));
  }

  @AfterEach
  void close() {
    listener.close();
  }

  static Set<Limit> limits() {
    return Limit.of(Limit.Node.INGEST);
  }

  private void noisy(Limit limit, long most) {
    listener.tenants.apply(
        new LimitsFile(TenantLimits.UNSAID, Map.of("acme", TenantLimits.UNSAID.with(limit, most))));
  }

  private URI uri(String tenant, long number) {
    return listener.uri("/" + tenant + "/cup/v0-" + number + ".m4s");
  }

  private Answer put(String tenant, long number) throws IOException, InterruptedException {
    return client.put(uri(tenant, number), SEGMENT);
  }

  /** What exceeds the limit of tenant acme, of which nothing is in use. */
  private Answer exceed(Limit limit) throws IOException, InterruptedException {
    switch (limit) {
      case INGEST_REQUESTS -> {
        noisy(limit, 1);
        assertThat(put("acme", NUMBER).status()).isEqualTo(201);
        assertThat(put("acme", NUMBER - 1).status()).isEqualTo(201);
        return put("acme", NUMBER - 2);
      }
      case INGEST_BYTES -> {
        noisy(limit, 10);
        assertThat(put("acme", NUMBER).status()).isEqualTo(201);
        return put("acme", NUMBER - 2);
      }
      case BODY_BYTES -> {
        noisy(limit, 10);
        // Larger than the share, so that it gets through alone, and it does not end.
        try (RawClient large = new RawClient(listener.port())) {
          large
              .head(
                  "PUT /acme/cup/v0-" + (NUMBER - 1) + ".m4s HTTP/1.1",
                  "Host: x",
                  "Transfer-Encoding: chunked")
              .chunk(new byte[65 * 1024 - 1]);
          await().until(() -> listener.uploadMemory.heldBytes() > 0);
          return put("acme", NUMBER - 2);
        }
      }
      default -> throw new AssertionError("say here how " + limit + " is exceeded");
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void theNoisyTenantIsToldWhenToComeAgainAndTheQuietOneGoesOn(Limit limit) throws Exception {
    Answer refused = exceed(limit);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("too-many-requests");
    assertThat(refused.text("detail")).contains("'acme'", limit.key());
    assertThat(Long.parseLong(refused.headers().get("Retry-After"))).isPositive();
    assertThat(listener.told)
        .extracting(RefusalRecord::code, RefusalRecord::event)
        .contains(tuple("too-many-requests", "acme/cup"));

    assertThat(put("quiet", NUMBER).status()).isEqualTo(201);
    assertThat(put("quiet", NUMBER - 1).status()).isEqualTo(201);
    assertThat(put("quiet", NUMBER - 2).status()).isEqualTo(201);
    Answer metrics = client.send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0]));
    assertThat(new String(metrics.body(), StandardCharsets.UTF_8))
        .contains(
            "ingest_tenant_refusals_total{limit=\"%s\",pipeline=\"a\",tenant=\"acme\"} 1.0"
                .formatted(limit.label()));
    Answer status = client.send("GET", listener.uri("/-/status"), Client.sized(new byte[0]));
    assertThat(status.json().at("/tenants/0/tenant").asText()).isIn("acme", "quiet");
    assertThat(status.json().toString())
        .contains("\"tenant\":\"acme\"", "\"" + limit.key() + "\":{");
  }

  @Test
  void whenTheSecondsOfRetryAfterHavePassedItIsTaken() throws Exception {
    noisy(Limit.INGEST_BYTES, 10);
    put("acme", NUMBER);
    Answer refused = put("acme", NUMBER - 1);
    long seconds = Long.parseLong(refused.headers().get("Retry-After"));
    assertThat(seconds).isEqualTo((SEGMENT.length - 20) / 10 + 1);

    listener.tenantNanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds - 1));
    assertThat(put("acme", NUMBER - 1).status()).isEqualTo(429);
    listener.tenantNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(put("acme", NUMBER - 1).status()).isEqualTo(201);
  }

  @Test
  void whatWasRefusedIsNotCountedAsSent() throws Exception {
    noisy(Limit.INGEST_BYTES, SEGMENT.length);
    for (int i = 0; i < 3; i++) {
      put("acme", NUMBER - i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(put("acme", NUMBER - 3).status()).isEqualTo(429);
    }
    listener.tenantNanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(put("acme", NUMBER - 3).status()).isEqualTo(201);
  }

  @Test
  void chunkedBodiesAndWhatIsNotStoredCountAsWell() throws Exception {
    noisy(Limit.INGEST_BYTES, 10);
    client.send("PUT", uri("acme", NUMBER), Client.chunked(SEGMENT));
    assertThat(put("acme", NUMBER - 1).status()).isEqualTo(429);

    noisy(Limit.INGEST_BYTES, TenantLimits.NONE);
    noisy(Limit.INGEST_BYTES, 10);
    URI manifest = listener.uri("/acme/cup/manifest.mpd");
    assertThat(client.put(manifest, new byte[100]).status()).isEqualTo(200);
    assertThat(client.put(manifest, new byte[100]).status()).isEqualTo(429);
  }

  @Test
  void deletionsAreRequestsToo() throws Exception {
    noisy(Limit.INGEST_REQUESTS, 1);
    byte[] none = {};
    assertThat(client.send("DELETE", uri("acme", 1), Client.sized(none)).status()).isEqualTo(200);
    assertThat(client.send("DELETE", uri("acme", 2), Client.sized(none)).status()).isEqualTo(200);
    Answer refused = client.send("DELETE", uri("acme", 3), Client.sized(none));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsKey("Retry-After");
  }

  /** The names cost nothing, and those who have events are not touched. */
  @Test
  void allWhoHaveNoEventsShareOneBucket() throws Exception {
    listener.tenants.apply(
        new LimitsFile(TenantLimits.UNSAID.with(Limit.INGEST_REQUESTS, 5), Map.of()));
    for (int i = 0; i < 10; i++) {
      assertThat(put("stranger" + i, NUMBER).status()).isEqualTo(404);
    }
    Answer refused = put("stranger10", NUMBER);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(put("acme", NUMBER).status()).isEqualTo(201);
    Answer status = client.send("GET", listener.uri("/-/status"), Client.sized(new byte[0]));
    assertThat(status.json().at("/tenants").size()).isEqualTo(2);
  }
}
