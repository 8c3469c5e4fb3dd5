package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.FakeLog.Mood;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that depend on what is around the listener: Kafka, memory, credentials, readiness. */
class IngestTroubleTest {
  /** Media that ended at the instant of the tests, in an event without patience: gone now. */
  private static final String GONE =
      Events.DEFINITION
          .replace("\"cup\"", "\"gone\"")
          .replace(
              "\"pipelines\"",
              "\"expectedLatency\": \"PT0S\", \"patience\": \"PT0S\","
                  + " \"retryDeadline\": \"PT0S\", \"pipelines\"");

  private static final String GONE_SEGMENT = "/acme/gone/v0-" + (NUMBER - 1) + ".m4s";
  private static final String SEGMENT = "/acme/cup/v0-" + NUMBER + ".m4s";
  private static final String INIT = "/acme/cup/v0-init.mp4";
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final UploadLimits LIMITS =
      new UploadLimits(TestListener.CAP, TestListener.CAP, Duration.ofSeconds(1), 32)
          .withMemoryWait(Duration.ofMillis(200));

  private final List<TestListener> opened = new ArrayList<>();
  private final Client client = new Client();

  @AfterEach
  void close() {
    opened.forEach(TestListener::close);
  }

  private TestListener listener(Duration minimum) {
    TestListener listener =
        new TestListener(LIMITS, TestListener.delivery(minimum), ListenerAccess.open("a"));
    listener.add(Events.event(GONE));
    opened.add(listener);
    return listener;
  }

  private CompletableFuture<Answer> inBackground(TestListener listener, String path, byte[] body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Client().put(listener.uri(path), body);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String metrics(TestListener listener) throws Exception {
    Answer answer = client.send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0]));
    assertThat(answer.status()).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aSegmentThatIsNotDeliveredWhenItIsGoneIs503() throws Exception {
    TestListener listener = listener(Duration.ofMillis(300));
    listener.log.mood(Mood.SILENT);

    Answer answer = client.put(listener.uri(GONE_SEGMENT), BODY);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("not-delivered");
    assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
    assertThat(listener.uploadMemory.heldBytes()).isZero();
  }

  @Test
  void anInitSegmentThatIsNotDeliveredIs503() throws Exception {
    TestListener listener = listener(Duration.ofMillis(300));
    listener.log.mood(Mood.FAILS_FOR_NOW);

    Answer answer = client.put(listener.uri(INIT), Mp4.init(1));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("not-delivered");
    assertThat(listener.log.appends()).hasSizeGreaterThan(1);
  }

  @Test
  void aFailedUploadMayBeSentAgain() throws Exception {
    TestListener listener = listener(Duration.ofMillis(100));
    listener.log.mood(Mood.SILENT);
    assertThat(client.put(listener.uri(GONE_SEGMENT), BODY).status()).isEqualTo(503);
    listener.log.mood(Mood.ACKNOWLEDGES);

    Answer again = client.put(listener.uri(GONE_SEGMENT), BODY);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("outcome")).isEqualTo("stored");
  }

  @Test
  void whatKafkaWillNeverTakeIs503AtOnce() throws Exception {
    TestListener listener = listener(Duration.ofMinutes(5));
    listener.log.mood(Mood.FAILS_FOR_GOOD);

    Answer answer = client.put(listener.uri(SEGMENT), BODY);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("storage-unavailable");
    assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
    assertThat(listener.log.appends()).hasSize(1);
  }

  @Test
  void anOutageDelaysTheAnswerAndRaisesOneAlarm() throws Exception {
    TestListener listener = listener(Duration.ofSeconds(20));
    listener.log.mood(Mood.FAILS_FOR_NOW);
    CompletableFuture<Answer> answer = inBackground(listener, SEGMENT, BODY);
    await().until(() -> metrics(listener).contains("ingest_alarms_total{pipeline=\"a\"} 1.0"));
    int attempts = listener.log.appends().size();
    await().until(() -> listener.log.appends().size() > attempts + 3);
    assertThat(answer).isNotDone();

    listener.log.mood(Mood.ACKNOWLEDGES);

    assertThat(answer.join().status()).isEqualTo(201);
    assertThat(metrics(listener))
        .contains("ingest_alarms_total{pipeline=\"a\"} 1.0")
        .contains("ingest_ack_seconds_count{pipeline=\"a\"} 1");
  }

  @Test
  void uploadsBeyondTheMemoryAre503UntilThereIsRoom() throws Exception {
    TestListener listener = listener(Duration.ofSeconds(20));
    listener.log.mood(Mood.SILENT);
    byte[] large = new byte[TestListener.CAP - 1];
    CompletableFuture<Answer> waiting = inBackground(listener, SEGMENT, large);
    await().until(() -> listener.log.appends().size() == 1);

    long asked = System.nanoTime();
    Answer refused = client.put(listener.uri("/acme/cup/a0-" + NUMBER + ".m4s"), BODY);

    // Not at once: there might have been room within the wait.
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(190));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("code")).isEqualTo("memory-full");
    assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
    assertThat(listener.uploadMemory.heldBytes()).isEqualTo(large.length);

    listener.log.acknowledge(listener.log.appends().get(0));
    listener.log.mood(Mood.ACKNOWLEDGES);
    assertThat(waiting.join().status()).isEqualTo(201);
    assertThat(client.put(listener.uri("/acme/cup/a0-" + NUMBER + ".m4s"), BODY).status())
        .isEqualTo(201);
  }

  @Test
  void uploadsWaitUntilTheListenerKnowsItsEvents() throws Exception {
    TestListener listener = listener(Duration.ofSeconds(5));
    listener.problem("events are being read");

    Answer upload = client.put(listener.uri(SEGMENT), BODY);
    Answer ready = health(listener, "ready");
    Answer live = health(listener, "live");

    assertThat(upload.status()).isEqualTo(503);
    assertThat(upload.text("code")).isEqualTo("not-ready");
    assertThat(upload.headers().get("Retry-After")).isEqualTo("1");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.text("detail")).isEqualTo("events are being read");
    assertThat(live.status()).isEqualTo(200);
  }

  @Test
  void aReadyListenerSaysSo() throws Exception {
    assertThat(health(listener(Duration.ofSeconds(5)), "ready").status()).isEqualTo(200);
  }

  private Answer health(TestListener listener, String what) throws Exception {
    return client.send("GET", listener.uri("/-/health/" + what), Client.sized(new byte[0]));
  }

  @Test
  void requestsAndBytesAreCounted() throws Exception {
    TestListener listener = listener(Duration.ofSeconds(5));
    client.put(listener.uri(SEGMENT), BODY);
    client.put(listener.uri(SEGMENT), BODY);
    client.put(listener.uri("/acme/nope/x"), BODY);

    // The count of a request may follow its answer by a moment.
    await()
        .untilAsserted(
            () ->
                assertThat(metrics(listener))
                    .contains(
                        "ingest_requests_total{method=\"PUT\",pipeline=\"a\",status=\"201\"} 1.0")
                    .contains(
                        "ingest_requests_total{method=\"PUT\",pipeline=\"a\",status=\"200\"} 1.0")
                    .contains(
                        "ingest_requests_total{method=\"PUT\",pipeline=\"a\",status=\"404\"} 1.0"));
    assertThat(metrics(listener))
        .contains("ingest_body_bytes_total{pipeline=\"a\"} " + 2.0 * BODY.length)
        .contains("ingest_in_flight_bytes{pipeline=\"a\"} 0.0")
        .contains("ingest_ack_seconds_bucket{pipeline=\"a\",le=");
  }
}
