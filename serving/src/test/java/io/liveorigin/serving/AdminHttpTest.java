package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The admin listener, over real HTTP. */
class AdminHttpTest {
  private static final String GALA = Samples.NEWS.replace("\"news\"", "\"gala\"");
  private static final String GALA_PATH = "/events/acme/gala";
  private static final String MASKS = "/events/acme/news/masks";
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> put(String path, String body, String... headers) {
    return node.send("PUT", node.adminUri(path), BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<byte[]> get(String path) {
    return node.send("GET", node.adminUri(path));
  }

  private HttpResponse<byte[]> delete(String path) {
    return node.send("DELETE", node.adminUri(path));
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return WireJson.readTree(answer.body());
  }

  private static void assertDetail(HttpResponse<byte[]> answer, String part) {
    assertThat(json(answer).path("detail").asText()).contains(part);
  }

  private static long incarnation(HttpResponse<byte[]> answer) {
    return json(answer).path("incarnation").asLong();
  }

  @Test
  void anEventKeepsItsIncarnationUntilItIsDeletedAndNoClientSetsIt() {
    long first = incarnation(put(GALA_PATH, GALA));
    assertThat(first).isEqualTo(TestNode.START);
    node.clock.advance(1_000);
    String claimed = GALA.replaceFirst("\\{", "{\"incarnation\": 7,");
    assertThat(incarnation(put(GALA_PATH, claimed))).isEqualTo(first);
    assertThat(incarnation(get(GALA_PATH))).isEqualTo(first);
    assertThat(json(get("/events")).path(0).path("incarnation").asLong()).isEqualTo(first);

    assertThat(delete(GALA_PATH).statusCode()).isEqualTo(204);
    assertThat(incarnation(put(GALA_PATH, claimed))).isEqualTo(first + 1_000);
  }

  @Test
  void anEventIsDeclaredReadChangedAndRemoved() {
    HttpResponse<byte[]> created = put(GALA_PATH, GALA, "Content-Type", "application/json");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).path("media").asText())
        .as("the definition with its defaults")
        .isEqualTo("$RepresentationID$-$Number$.m4s");
    assertThat(header(created, "Cache-Control")).isEqualTo("no-store");
    assertThat(node.ensured).containsExactly(List.of("a", "b"));
    assertThat(node.get("/acme/gala/v0-0.m4s").statusCode()).isEqualTo(410);

    assertThat(json(get(GALA_PATH))).isEqualTo(json(created));
    assertThat(json(get("/events")))
        .extracting(e -> e.path("event").asText())
        .containsExactly("gala", "news");

    HttpResponse<byte[]> changed = put(GALA_PATH, GALA.replace("[\"a\",\"b\"]", "[\"b\",\"c\"]"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(node.ensured).hasSize(2).last().isEqualTo(List.of("b", "c"));

    assertThat(delete(GALA_PATH).statusCode()).isEqualTo(204);
    assertRefused(get(GALA_PATH), ErrorCode.UNKNOWN_EVENT, "no-store");
    assertThat(node.get("/acme/gala/v0-0.m4s").statusCode()).isEqualTo(404);
  }

  @Test
  void yamlIsTakenToo() {
    String yaml =
        """
        pipelines: [a, b]
        representations:
          - id: v0
            contentType: video
            codecs: avc1.64001f
            bandwidth: 2000000
        """;

    assertThat(put(GALA_PATH, yaml, "Content-Type", "application/yaml").statusCode())
        .isEqualTo(201);
    assertThat(json(get(GALA_PATH)).path("tenant").asText()).isEqualTo("acme");
    assertRefused(
        put(GALA_PATH, yaml + "pipelines: [c]\n", "Content-Type", "application/yaml"),
        ErrorCode.INVALID_JSON,
        "no-store");
    assertRefused(
        put(GALA_PATH, yaml, "Content-Type", "text/xml"),
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "no-store");
  }

  @Test
  void badDefinitionsAreRefusedByTheirKey() {
    HttpResponse<byte[]> unknown =
        put(GALA_PATH, GALA.replace("\"pipelines\"", "\"colour\":1,\"pipelines\""));
    assertRefused(unknown, ErrorCode.INVALID_JSON, "no-store");
    assertDetail(unknown, "colour");

    HttpResponse<byte[]> template =
        put(GALA_PATH, GALA.replace("\"pipelines\"", "\"media\":\"$Nummer$\",\"pipelines\""));
    assertRefused(template, ErrorCode.INVALID_TEMPLATE, "no-store");
    assertDetail(template, "$Nummer$");

    HttpResponse<byte[]> value = put(GALA_PATH, GALA.replace("2000500", "0"));
    assertRefused(value, ErrorCode.INVALID_EVENT, "no-store");
    assertDetail(value, "bandwidth");

    HttpResponse<byte[]> window = put(GALA_PATH, GALA.replace("PT60S", "PT6H"));
    assertRefused(window, ErrorCode.INVALID_EVENT, "no-store");
    assertDetail(window, "timeShiftBufferDepth must be at most PT5H50M");

    HttpResponse<byte[]> path = put("/events/acme/other", GALA);
    assertRefused(path, ErrorCode.INVALID_EVENT, "no-store");
    assertDetail(path, "event must be 'other' as in the path, but is 'gala'");

    assertRefused(put(GALA_PATH, "{"), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(put(GALA_PATH, ""), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(put(GALA_PATH, "null"), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(put(GALA_PATH, "[1]"), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(put("/events/a%20b/c", GALA), ErrorCode.MALFORMED_PATH, "no-store");
    assertRefused(put(GALA_PATH, " ".repeat(2 * 1024 * 1024)), ErrorCode.TOO_LARGE, "no-store");
    assertThat(node.ensured).isEmpty();
    assertThat(node.control.events()).hasSize(1);
  }

  @Test
  void whatNeverChangesConflicts() {
    put(GALA_PATH, GALA);

    HttpResponse<byte[]> conflict =
        put(GALA_PATH, GALA.replace("\"pipelines\"", "\"startNumber\":1,\"pipelines\""));

    assertRefused(conflict, ErrorCode.EVENT_CONFLICT, "no-store");
    assertDetail(conflict, "startNumber");
  }

  @Test
  void aChangeThatKafkaDoesNotTakeFails() {
    node.publishFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "not acknowledged"));

    assertRefused(put(GALA_PATH, GALA), ErrorCode.STORAGE_UNAVAILABLE, "no-store");
  }

  @Test
  void aMaskIsPutReadAndRemoved() {
    String body = "{\"pipeline\":\"a\",\"from\":5,\"to\":9,\"reason\":\"black\"}";
    HttpResponse<byte[]> created = put(MASKS + "/m1", body);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).path("id").asText()).isEqualTo("m1");
    assertThat(json(created).path("representation").asText()).isEqualTo("*");
    assertThat(put(MASKS + "/m1", body).statusCode()).isEqualTo(200);
    assertThat(json(get(MASKS))).hasSize(1);
    assertThat(json(get(MASKS + "/m1"))).isEqualTo(json(created));

    assertThat(delete(MASKS + "/m1").statusCode()).isEqualTo(204);
    assertThat(json(get(MASKS))).isEmpty();
    assertRefused(delete(MASKS + "/m1"), ErrorCode.UNKNOWN_MASK, "no-store");
    assertRefused(get(MASKS + "/m1"), ErrorCode.UNKNOWN_MASK, "no-store");
  }

  @Test
  void badMasksAreRefusedByTheirKey() {
    HttpResponse<byte[]> pipeline = put(MASKS + "/m", "{\"pipeline\":\"x\",\"from\":1,\"to\":2}");
    assertRefused(pipeline, ErrorCode.INVALID_MASK, "no-store");
    assertDetail(pipeline, "pipeline must be one of [a, b]");
    HttpResponse<byte[]> representation =
        put(MASKS + "/m", "{\"pipeline\":\"a\",\"representation\":\"v9\",\"from\":1,\"to\":2}");
    assertRefused(representation, ErrorCode.INVALID_MASK, "no-store");
    assertRefused(
        put(MASKS + "/m", "{\"pipeline\":\"a\",\"from\":3,\"to\":2}"),
        ErrorCode.INVALID_MASK,
        "no-store");
    assertRefused(
        put(MASKS + "/m", "{\"pipeline\":\"a\",\"from\":1,\"to\":2,\"id\":\"other\"}"),
        ErrorCode.INVALID_MASK,
        "no-store");
    assertRefused(
        put(MASKS + "/m", "{\"pipeline\":\"a\",\"from\":1,\"to\":2,\"x\":1}"),
        ErrorCode.INVALID_JSON,
        "no-store");
    assertThat(
            put("/events/acme/none/masks/m", "{\"pipeline\":\"a\",\"from\":1,\"to\":2}")
                .statusCode())
        .isEqualTo(404);
    assertThat(node.control.masks(Samples.V0.event())).isEmpty();
  }

  @Test
  void anEventTakesItsMasksWithIt() {
    put(MASKS + "/m1", "{\"pipeline\":\"a\",\"from\":5,\"to\":9}");

    delete("/events/acme/news");

    assertThat(node.control.masks(Samples.V0.event())).isEmpty();
  }

  @Test
  void healthIsTold() {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    node.index.readiness = SelectorReadiness.not("restoring");
    HttpResponse<byte[]> restoring = get("/health/ready");
    assertRefused(restoring, ErrorCode.NOT_READY, "no-store");
    assertDetail(restoring, "restoring");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    node.index.readiness = SelectorReadiness.READY;
    node.controlCaughtUp = false;
    assertRefused(get("/health/ready"), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void whatKafkaDeniesIsNotReadyAndViewersAreAnsweredAllTheSame() {
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    node.access = Optional.of("user 'serving' lacks Write on topic defects");
    assertDetail(get("/health/ready"), "user 'serving' lacks Write on topic defects");
    assertThat(json(get("/status")).path("reason").asText()).contains("lacks Write on topic");
    assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
    node.access = Optional.empty();
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void theStatusSaysHowEachEventStands() {
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    node.publish(edge - 1, Samples.bytes(10, 2), Samples.dropped(1));
    node.get(TestNode.path(edge));
    // A request is counted when its answer has left.
    await().until(() -> status().path("requests").path("200").asInt() == 1);

    JsonNode event = status();

    assertThat(event.path("event").asText()).isEqualTo("acme/news");
    assertThat(event.path("liveEdge").asLong()).isEqualTo(edge);
    assertThat(event.path("decided").asLong()).isEqualTo(edge);
    assertThat(event.path("taken").path("a").asInt()).isEqualTo(2);
    assertThat(event.path("defective").asInt()).isEqualTo(1);
    assertThat(event.path("holds").asInt()).isZero();
    assertThat(json(get("/status")).path("ready").asBoolean()).isTrue();
  }

  private JsonNode status() {
    return json(get("/status")).path("events").path(0);
  }

  @Test
  void statusAndMetricsNameTheBuild() {
    BuildInfo build = BuildInfo.ofThisBuild();
    assertThat(json(get("/status")).path("build"))
        .isEqualTo(WireJson.readTree(WireJson.write(build)));
    assertThat(new String(get("/metrics").body(), StandardCharsets.UTF_8))
        .contains(
            "origin_build_info{commit=\"%s\",version=\"%s\"} 1"
                .formatted(build.commit(), build.version()));
  }

  @Test
  void metricsAreExposed() {
    node.get(TestNode.path(node.liveEdge() - 6));
    HttpResponse<byte[]> answer = get("/metrics");

    assertThat(header(answer, "Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("serving_holds 0")
        .contains("serving_index_lookups_total 2.0")
        .contains("serving_responses_total{status=\"503\"} 1.0")
        .contains("serving_cache_memory_bytes")
        .contains("serving_stored_bytes_differ_total 0.0");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertRefused(get("/nothing"), ErrorCode.UNKNOWN_PATH, "no-store");
    assertRefused(node.send("POST", node.adminUri("/events")), ErrorCode.UNKNOWN_PATH, "no-store");
    assertThat(node.send("GET", node.uri("/events")).statusCode())
        .as("nothing of it is on the public port")
        .isEqualTo(404);
    assertThat(node.send("GET", node.uri("/metrics")).statusCode()).isEqualTo(404);
    assertThat(node.send("DELETE", node.uri("/events/acme/news")).statusCode()).isEqualTo(405);
  }
}
