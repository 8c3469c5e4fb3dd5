package io.liveorigin.ingest.announce;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.LimitsFile;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What packagers say about the event with a segment, over real HTTP. */
class AnnouncementReaderTest {
  private static final String FIELD = "Event-Notifications";

  private final TestListener listener = new TestListener();
  private final Client client = new Client();

  @AfterEach
  void close() {
    listener.close();
  }

  private Answer put(String representation, long number, String... fields) throws Exception {
    URI uri = listener.uri("/acme/cup/" + representation + "-" + number + ".m4s");
    String[] headers = new String[2 * fields.length];
    for (int i = 0; i < fields.length; i++) {
      headers[2 * i] = FIELD;
      headers[2 * i + 1] = fields[i];
    }
    Answer answer = client.put(uri, Mp4.segment(number, 1), headers);
    assertThat(answer.status()).isIn(200, 201);
    return answer;
  }

  private List<Notification> counting() {
    return listener.control.notifications(Events.event().id()).counting();
  }

  private void awaitCount(String outcome, int count) {
    String line = "ingest_announcements_total{outcome=\"" + outcome + "\",pipeline=\"a\"} " + count;
    await().until(() -> metrics().contains(line + ".0"));
  }

  private String metrics() throws Exception {
    Answer answer = client.send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0]));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String note(Answer answer) {
    JsonNode notes = answer.json().path("notes");
    for (JsonNode note : notes) {
      if (note.asText().contains("notification") || note.asText().contains(FIELD)) {
        return note.asText();
      }
    }
    return "";
  }

  private void apply(Notification notification) {
    listener.control.apply(
        ControlKey.notification(notification).toString(),
        Optional.of(ControlJson.write(notification)));
  }

  private static Notification announced(String key, String value, long from) {
    return Notification.announced(Events.event().id(), key, value, from, Optional.empty());
  }

  @Test
  void whatComesWithASegmentIsPublishedFromItsNumberOn() throws Exception {
    Answer answer =
        put("v0", NUMBER, "ad-break=\"start\", programme=\"News\";from=" + (NUMBER + 5));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(note(answer)).isEmpty();
    awaitCount("published", 2);
    assertThat(counting())
        .containsExactly(
            announced("ad-break", "start", NUMBER), announced("programme", "News", NUMBER + 5));
  }

  @Test
  void everyRepresentationSaysTheSameAndItIsPublishedOnce() throws Exception {
    put("v0", NUMBER, "ad-break=\"start\"");
    awaitCount("published", 1);
    assertThat(note(put("a0", NUMBER, "ad-break=\"start\""))).isEmpty();
    assertThat(note(put("v0", NUMBER, "ad-break=\"start\""))).as("the same bytes").isEmpty();
    awaitCount("repeated", 2);
    assertThat(note(put("v0", NUMBER + 1, "ad-break=\"start\"")))
        .as("a packager that says with every segment what is so says nothing new")
        .isEmpty();
    awaitCount("repeated", 3);
    put("v0", NUMBER + 2, "ad-break=\"stop\"");
    awaitCount("published", 2);
    assertThat(listener.published)
        .containsExactly(
            "announcement/acme/cup/ad-break." + NUMBER,
            "announcement/acme/cup/ad-break." + (NUMBER + 2));
  }

  @Test
  void theSameThatStillWaitsIsNotQueuedAgain() throws Exception {
    listener.publishFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no broker"));
    put("v0", NUMBER, "ad-break=\"start\"");
    put("a0", NUMBER, "ad-break=\"start\"");
    awaitRetried();
    listener.publishFailure = Optional.empty();
    awaitCount("published", 1);
    assertThat(listener.published).hasSize(1);
  }

  /** The promise of the segment does not hang on it, and it is not silently lost. */
  @Test
  void whatKafkaDoesNotTakeIsTriedAgainAndTheSegmentIsStored() throws Exception {
    listener.publishFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no broker"));
    assertThat(put("v0", NUMBER, "ad-break=\"start\"").status()).isEqualTo(201);
    assertThat(listener.log.stored()).hasSize(1);
    awaitRetried();
    assertThat(counting()).isEmpty();
    listener.publishFailure = Optional.empty();
    awaitCount("published", 1);
    assertThat(counting()).hasSize(1);
  }

  private void awaitRetried() {
    await()
        .until(
            () ->
                metrics()
                    .lines()
                    .anyMatch(
                        l ->
                            l.startsWith("ingest_announcements_total{outcome=\"retried\"")
                                && !l.endsWith(" 0.0")));
  }

  @Test
  void whatAnOperatorRevokedStaysRevoked() throws Exception {
    apply(announced("ad-break", "start", NUMBER).revocation());
    assertThat(note(put("v0", NUMBER, "ad-break=\"start\"")))
        .isEqualTo("notification ad-break." + NUMBER + " was revoked by an operator");
    awaitCount("repeated", 1);
    assertThat(listener.published).isEmpty();
  }

  /** Kafka does not take it, and before the next try the operator speaks. */
  @Test
  void whatIsRevokedWhileItWaitsIsNotPublished() throws Exception {
    listener.publishFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no broker"));
    listener.duringPublish = () -> apply(announced("ad-break", "start", NUMBER).revocation());
    put("v0", NUMBER, "ad-break=\"start\"");
    awaitCount("repeated", 1);
    assertThat(listener.published).isEmpty();
  }

  /** The operator speaks after the last look: the record is written, and changes nothing. */
  @Test
  void whatIsRevokedWhileItIsWrittenDoesNotCount() throws Exception {
    listener.duringPublish = () -> apply(announced("ad-break", "start", NUMBER).revocation());
    put("v0", NUMBER, "ad-break=\"start\"");
    awaitCount("published", 1);
    assertThat(listener.published).hasSize(1);
    assertThat(counting()).isEmpty();
  }

  @Test
  void whoeverSpokeFirstIsNotContradicted() throws Exception {
    apply(announced("ad-break", "start", NUMBER));
    assertThat(note(put("v0", NUMBER, "ad-break=\"stop\"")))
        .isEqualTo(
            "notification ad-break."
                + NUMBER
                + " keeps the value that a packager set"
                + " first: 'start'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ad-break=\"start | not a structured-field dictionary",
        "ad-break | must have a string or a token",
        "ad-break=\"x\";from=1 | must have no 'from' below",
        "Set-Cookie=\"x\" | not a structured-field dictionary"
      })
  void whatCannotBeReadIsSaidInTheReceiptAndTheSegmentStored(String field, String reason)
      throws Exception {
    Answer answer = put("v0", NUMBER, field);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(note(answer)).contains(reason);
    awaitCount("refused", 1);
    assertThat(listener.log.stored()).hasSize(1);
    assertThat(listener.published).isEmpty();
  }

  /** Bytes that no ordinary client sends. */
  @ParameterizedTest
  @ValueSource(strings = {"a=\"x\u00e9\"", "a=\"x\u0085\"", "a=\"x\ty\"", "a\u00e9=x", "a=\"\\r\""})
  void noBytesButPrintableAsciiAreAnnounced(String field) throws Exception {
    byte[] body = Mp4.segment(NUMBER, 1);
    try (RawClient raw = new RawClient(listener.port())) {
      raw.bytes(
          ("PUT /acme/cup/v0-"
                  + NUMBER
                  + ".m4s HTTP/1.1\r\nHost: x\r\nContent-Length: "
                  + body.length
                  + "\r\n"
                  + FIELD
                  + ": "
                  + field
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      raw.bytes(body);
      Answer answer = raw.answer();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(note(answer)).startsWith("not published as a notification");
    }
    assertThat(listener.published).isEmpty();
  }

  @Test
  void theBoundsHoldHereToo() throws Exception {
    for (int i = 0; i < NotificationSet.MAX; i++) {
      apply(announced("k", "v" + i, NUMBER + i));
    }
    assertThat(note(put("v0", NUMBER, "x=\"y\"")))
        .contains("an event has at most 512 notifications");
    assertThat(listener.published).isEmpty();
  }

  @Test
  void aTenantHasOnlySoManyAndItsSegmentsAreStored() throws Exception {
    listener.tenants.apply(
        new LimitsFile(TenantLimits.UNSAID.with(Limit.NOTIFICATIONS, 1), Map.of()));
    put("v0", NUMBER, "x=\"y\"");
    awaitCount("published", 1);
    put("v0", NUMBER + 1, "x=\"z\"");
    awaitCount("refused", 1);
    assertThat(listener.published).hasSize(1);
  }

  @Test
  void pastAnnouncementsMakeRoom() throws Exception {
    long old = NUMBER - 1_000;
    for (int i = 0; i < NotificationSet.MAX / 2 + 1; i++) {
      apply(announced("k", "v" + i, old + i));
    }
    put("v0", NUMBER, "x=\"y\"");
    awaitCount("published", 1);
    assertThat(listener.control.notifications(Events.event().id()).kept())
        .as("thirty-two at a time")
        .hasSize(NotificationSet.MAX / 2 + 2 - 32);
  }

  @Test
  void anInitSegmentHasNoNumber() throws Exception {
    Answer answer =
        client.put(listener.uri("/acme/cup/v0-init.mp4"), Mp4.init(1), FIELD, "a=\"x\"");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(note(answer)).isEqualTo("Event-Notifications is used only with a media segment");
  }

  @Test
  void severalFieldsAreOneDictionary() throws Exception {
    put("v0", NUMBER, "a=\"x\"", "b=\"y\"");
    awaitCount("published", 2);
  }

  /** An upload that ends early leaves nothing: see RawUploadTest for the bytes. */
  @Test
  void whatComesWithARefusedUploadIsNotHeard() throws Exception {
    Answer answer =
        client.put(
            listener.uri("/acme/cup/v0-" + NUMBER + ".m4s"),
            Mp4.segment(NUMBER, 1),
            FIELD,
            "a=\"x\"",
            "Content-Digest",
            "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(metrics())
        .doesNotContain("ingest_announcements_total{outcome=\"published\",pipeline=\"a\"} 1");
    assertThat(listener.published).isEmpty();
  }
}
