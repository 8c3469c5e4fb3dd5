package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.fields.FieldValue;
import io.liveorigin.serving.support.fields.StrictFieldParser;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications over real HTTP: from the admin listener, or a packager, to the header. */
class NotificationsHttpTest {
  private static final String NAME = "Event-Notifications";
  private static final String ALL = "/events/acme/news/notifications";

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> put(String id, String body) {
    return node.send("PUT", node.adminUri(ALL + "/" + id), BodyPublishers.ofString(body));
  }

  private HttpResponse<byte[]> delete(String path) {
    return node.send("DELETE", node.adminUri(path));
  }

  private JsonNode list() {
    return WireJson.readTree(node.send("GET", node.adminUri(ALL)).body());
  }

  private static String body(String key, String value, long from, String more) {
    return "{\"key\":\"%s\",\"value\":\"%s\",\"from\":%d%s}".formatted(key, value, from, more);
  }

  /** A packager says it with a segment of pipeline a, or again with one of b. */
  private void announce(String key, String value, long from) {
    Notification notification =
        Notification.announced(Samples.V0.event(), key, value, from, Optional.empty());
    node.control.apply(
        ControlKey.notification(notification).toString(),
        Optional.of(ControlJson.write(notification)));
  }

  private String on(long number) {
    return notifications(node.get(TestNode.path(number)));
  }

  /** The field as it came, if a parser that shares nothing with the writer can read it. */
  private static String notifications(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().allValues(NAME)).hasSizeLessThan(2);
    String field = answer.headers().firstValue(NAME).orElse("");
    if (!field.isEmpty()) {
      assertThat(StrictFieldParser.dictionary(field)).isNotEmpty();
    }
    return field;
  }

  @Test
  void aNotificationIsPutReadChangedAndRevoked() {
    HttpResponse<byte[]> created = put("n1", body("ad-break", "start", edge, ""));
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode document = WireJson.readTree(created.body());
    assertThat(document.path("id").asText()).isEqualTo("n1");
    assertThat(document.path("source").asText()).isEqualTo("operator");
    assertThat(put("n1", body("ad-break", "stop", edge, ",\"to\":" + edge)).statusCode())
        .isEqualTo(200);
    assertThat(list()).hasSize(1);
    HttpResponse<byte[]> read = node.send("GET", node.adminUri(ALL + "/n1"));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(WireJson.readTree(read.body())).isEqualTo(list().get(0));
    assertThat(list().get(0).path("to").asLong()).isEqualTo(edge);
    assertThat(
            node.send(
                    "PUT",
                    node.adminUri(ALL + "/n2"),
                    BodyPublishers.ofString("key: programme\nvalue: News\nfrom: 1\n"),
                    "Content-Type",
                    "application/yaml")
                .statusCode())
        .isEqualTo(201);

    assertThat(delete(ALL + "/n1").statusCode()).isEqualTo(204);
    assertThat(list()).extracting(n -> n.path("id").asText()).containsExactly("n2");
    assertRefused(delete(ALL + "/n1"), ErrorCode.UNKNOWN_NOTIFICATION, "no-store");
    assertRefused(
        node.send("GET", node.adminUri(ALL + "/n1")), ErrorCode.UNKNOWN_NOTIFICATION, "no-store");
    assertThat(node.control.notifications(Samples.V0.event()).kept())
        .as("no packager can bring it back, so nothing of it is kept")
        .hasSize(1);
  }

  @Test
  void badNotificationsAreRefusedByTheirKey() {
    assertBad(put("n", body("Ad Break", "x", 1, "")), "key must be 1 to 48");
    assertBad(put("n", body("k", "caf\u00e9", 1, "")), "value must contain printable ASCII");
    assertBad(put("n", body("k", "x", 5, ",\"to\":4")), "from and to must be");
    assertBad(put("n", body("k", "x", 5, ",\"source\":\"packager\"")), "source must be operator");
    assertBad(put("n", body("k", "x", 5, ",\"revoked\":true")), "use DELETE to revoke");
    assertBad(put("n", body("k", "x", 5, ",\"id\":\"m\"")), "id must be 'n' as in the path");
    assertRefused(put("n", body("k", "x", 5, ",\"until\":7")), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(put("n", "{\"key\":\"k\"}"), ErrorCode.INVALID_JSON, "no-store");
    assertThat(
            node.send(
                    "PUT",
                    node.adminUri("/events/acme/none/notifications/n"),
                    BodyPublishers.ofString(body("k", "x", 5, "")))
                .statusCode())
        .isEqualTo(404);
    assertThat(node.control.notifications(Samples.V0.event())).isSameAs(NotificationSet.NONE);
  }

  private static void assertBad(HttpResponse<byte[]> answer, String detail) {
    assertRefused(answer, ErrorCode.INVALID_NOTIFICATION, "no-store");
    assertThat(WireJson.readTree(answer.body()).path("detail").asText()).contains(detail);
  }

  @Test
  void thereAreOnlySoManyAndOnlySoLong() {
    String value = "v".repeat(256);
    for (int i = 0; i < 14; i++) {
      assertThat(put("n" + i, body("k" + i, value, edge + i, "")).statusCode()).isEqualTo(201);
    }
    HttpResponse<byte[]> tooLong = put("more", body("more", value, edge - 1, ""));
    assertRefused(tooLong, ErrorCode.TOO_MANY_NOTIFICATIONS, "no-store");
    assertThat(WireJson.readTree(tooLong.body()).path("detail").asText())
        .contains("at most 4096 characters");
    assertThat(put("more", body("more", value, edge, ",\"to\":" + (edge + 5))).statusCode())
        .as("the state is never longer at one number")
        .isEqualTo(201);
  }

  /** Past ones make room, so that an event may run for ever. */
  @Test
  void whatIsPastMakesRoom() {
    node.publish(edge, Samples.bytes(10, 1));
    long old = node.schedule().windowStart(node.clock.millis()) - 1;
    for (int i = 0; i < NotificationSet.MAX; i++) {
      announce("k", "v" + i, old - NotificationSet.MAX + i);
    }
    assertThat(put("fresh", body("fresh", "x", edge, "")).statusCode()).isEqualTo(201);
    assertThat(node.control.notifications(Samples.V0.event()).kept())
        .as("the one that is in force, and the new one")
        .hasSize(2);
    assertThat(on(edge)).isEqualTo("fresh=\"x\";from=" + edge + ", k=\"v511\";from=" + (old - 1));
  }

  @Test
  void aSegmentHasWhatIsInForceAtItsNumber() {
    for (long number = edge - 3; number <= edge; number++) {
      node.publish(number, Samples.bytes(10, number));
    }
    assertThat(on(edge)).isEmpty();
    put("p", body("programme", "News", edge - 2, ""));
    put("b", body("ad-break", "start", edge - 1, ",\"to\":" + (edge - 1)));
    assertThat(on(edge - 3)).isEmpty();
    assertThat(on(edge - 2)).isEqualTo("programme=\"News\";from=" + (edge - 2));
    assertThat(on(edge - 1))
        .isEqualTo(
            "ad-break=\"start\";from="
                + (edge - 1)
                + ";to="
                + (edge - 1)
                + ", programme=\"News\";from="
                + (edge - 2));
    assertThat(on(edge)).isEqualTo("programme=\"News\";from=" + (edge - 2));

    HttpResponse<byte[]> whole = node.get(TestNode.path(edge));
    String etag = header(whole, "ETag");
    String path = TestNode.path(edge - 3);
    assertThat(notifications(node.head(TestNode.path(edge)))).isEqualTo(notifications(whole));
    HttpResponse<byte[]> part = node.get(TestNode.path(edge), "Range", "bytes=0-1");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(notifications(part)).isEqualTo(notifications(whole));
    HttpResponse<byte[]> known = node.get(TestNode.path(edge), "If-None-Match", etag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(notifications(known)).isEqualTo(notifications(whole));
    assertThat(notifications(node.get(path))).as("still nothing on an older one").isEmpty();
    assertThat(header(whole, "Access-Control-Expose-Headers").split(", ")).contains(NAME);

    delete(ALL + "/p");
    assertThat(on(edge)).as("revoked").isEmpty();
  }

  @Test
  void anyOtherAnswerOfTheEventHasTheLatestState() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    put("now", body("programme", "News", edge, ""));
    put("next", body("programme", "Film", edge + 1, ""));
    String latest = "programme=\"News\";from=" + edge;

    assertLatest("/acme/news/manifest.mpd", 200, latest);
    assertLatest("/acme/news/v0-init.mp4", 200, latest);
    assertLatest("/acme/news/a0-init.mp4", 404, latest);
    assertLatest("/acme/news/v9-7.m4s", 404, latest);
    assertLatest("/acme/news/no/such/file", 404, latest);
    assertLatest(TestNode.path(edge + 100), 404, latest);
    assertLatest(TestNode.path(1), 410, latest);
    assertLatest(TestNode.path(edge - 7), 503, latest);
    node.index.readiness = SelectorReadiness.not("restoring");
    assertLatest(TestNode.path(edge), 503, latest);
    assertLatest("/acme/news/manifest.mpd", 503, latest);
    node.index.readiness = SelectorReadiness.READY;

    node.clock.advance(2_000);
    assertLatest("/acme/news/manifest.mpd", 200, "programme=\"Film\";from=" + (edge + 1));
    assertThat(notifications(node.get("/acme/other/manifest.mpd"))).isEmpty();
    assertThat(notifications(node.get("/time"))).isEmpty();
  }

  private void assertLatest(String path, int status, String state) {
    HttpResponse<byte[]> answer = node.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(notifications(answer)).as(path).isEqualTo(state);
  }

  /** Packagers may be ahead of the clock, and so is the live edge. */
  @Test
  void theLatestStateIsThatOfTheLargestNumberThatIsDueOrDecided() {
    put("next", body("programme", "Film", edge + 1, ""));
    assertThat(notifications(node.get("/acme/news/v0-init.mp4"))).isEmpty();
    node.publish(edge + 1, Samples.bytes(10, 1));
    assertThat(notifications(node.get("/acme/news/v0-init.mp4"))).contains("Film");
  }

  @Test
  void aHeldRequestIsAnsweredWithWhatHasComeMeanwhile() {
    CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge + 1));
    Awaitility.await().until(() -> node.held() == 1);
    announce("ad-break", "start", edge + 1);
    node.publish(edge + 1, Samples.bytes(10, 1));
    HttpResponse<byte[]> answer = held.join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(notifications(answer)).isEqualTo("ad-break=\"start\";from=" + (edge + 1));
  }

  @Test
  void whatAnOperatorRevokedNoPackagerBringsBack() {
    node.publish(edge, Samples.bytes(10, 1));
    announce("ad-break", "start", edge);
    assertThat(list().get(0).path("source").asText()).isEqualTo("packager");
    assertThat(delete(ALL + "/ad-break." + edge).statusCode()).isEqualTo(204);
    announce("ad-break", "start", edge);
    assertThat(list()).isEmpty();
    assertThat(on(edge)).isEmpty();
    assertThat(put("ad-break." + edge, body("ad-break", "again", edge, "")).statusCode())
        .as("an operator may")
        .isEqualTo(201);
    announce("ad-break", "start", edge);
    assertThat(on(edge)).isEqualTo("ad-break=\"again\";from=" + edge);
  }

  /** A packager that comes only after the operator took back what was to come. */
  @Test
  void whatAPackagerWouldSayIsRememberedAsRevoked() {
    node.publish(edge, Samples.bytes(10, 1));
    put("ad-break." + edge, body("ad-break", "start", edge, ""));
    delete(ALL + "/ad-break." + edge);
    announce("ad-break", "start", edge);
    assertThat(on(edge)).isEmpty();
  }

  @Test
  void anEventTakesItsNotificationsWithIt() {
    put("p", body("programme", "News", edge, ""));
    announce("ad-break", "start", edge);
    delete(ALL + "/ad-break." + edge);
    delete("/events/acme/news");
    assertThat(node.control.notifications(Samples.V0.event())).isSameAs(NotificationSet.NONE);

    announce("late", "x", edge);
    node.send("PUT", node.adminUri("/events/acme/news"), BodyPublishers.ofString(Samples.NEWS));
    assertThat(node.control.notifications(Samples.V0.event()))
        .as("what came while it was deleted is not the new event's")
        .isSameAs(NotificationSet.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\\r\\nSet-Cookie: stolen=1",
        "x\\nSet-Cookie: stolen=1",
        "x\\rSet-Cookie: stolen=1",
        "x\\u0000",
        "x\\u0085Set-Cookie: stolen=1",
        "x\\u010d\\u010aSet-Cookie: stolen=1",
        "\\ud83d\\ude00"
      })
  void noValueLeavesItsHeader(String value) throws IOException {
    node.publish(edge, Samples.bytes(10, 1));
    assertBad(put("n", body("k", value, edge, "")), "value must contain printable ASCII");
    assertBad(put("n", body("k" + value, "x", edge, "")), "key must be");
    assertThat(raw(TestNode.path(edge))).doesNotContain("stolen", "Event-Notifications: ");
  }

  @Test
  void whatAStringMayHoldLeavesEscapedInOneLine() throws IOException {
    put("n", body("k", "a\\\"b\\\\c, d=\\\"e\\\";from=9 'f' %0D%0A <g>", edge, ""));
    node.publish(edge, Samples.bytes(10, 1));
    assertThat(raw(TestNode.path(edge)).lines())
        .contains(
            "Event-Notifications: k=\"a\\\"b\\\\c, d=\\\"e\\\";from=9 'f' %0D%0A <g>\";from="
                + edge);
    FieldValue.Member member =
        StrictFieldParser.dictionary(notifications(node.get(TestNode.path(edge)))).get("k");
    assertThat(member.toString()).contains("a\"b\\c, d=\"e\";from=9 'f' %0D%0A <g>");
  }

  private String raw(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
