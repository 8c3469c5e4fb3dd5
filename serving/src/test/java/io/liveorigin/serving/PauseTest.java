package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pause over real HTTP: how it begins and ends, and what viewers are told in it. */
class PauseTest {
  private static final String NEWS = "/events/acme/news";
  private static final String SHORTLY = "public, max-age=2";

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> post(String action, String body, String... headers) {
    return node.send(
        "POST", node.adminUri(NEWS + "/" + action), BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<byte[]> put(String body, String... headers) {
    return node.send("PUT", node.adminUri(NEWS), BodyPublishers.ofString(body), headers);
  }

  private JsonNode pauses() {
    return WireJson.readTree(node.send("GET", node.adminUri(NEWS)).body()).path("pauses");
  }

  private static String at(long millis) {
    return "{\"at\":\"" + Instant.ofEpochMilli(millis) + "\"}";
  }

  @Test
  void inAPauseNobodyIsHeldAndWhatIsPublishedIsServed() {
    long edge = node.liveEdge();
    node.clock.set(node.schedule().due(edge) + 10);
    post("pause", at(node.schedule().mediaStart(edge)));

    for (long number : new long[] {edge, edge + 1, edge + 2, edge + 1_000}) {
      assertRefused(node.get(TestNode.path(number)), ErrorCode.EVENT_PAUSED, SHORTLY);
    }
    assertThat(node.held()).isZero();
    byte[] bytes = Samples.bytes(10, 1);
    node.publish(edge + 1, bytes);
    assertThat(node.get(TestNode.path(edge + 1)).body()).isEqualTo(bytes);
    node.old(edge, bytes);
    assertThat(node.get(TestNode.path(edge)).body()).as("not in memory").isEqualTo(bytes);
    assertThat(header(node.get(TestNode.path(edge + 1)), "Cache-Control")).contains("immutable");
  }

  @Test
  void whatLiesBeforeAPauseIsAnsweredAsEver() {
    long edge = node.liveEdge();
    node.clock.set(node.schedule().due(edge) + 10);
    post("pause", at(node.schedule().mediaStart(edge + 1)));
    CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge));
    await().until(() -> node.held() == 1);
    node.publish(edge, Samples.bytes(10, 1));
    assertThat(held.join().statusCode()).isEqualTo(200);
  }

  /** The numbers are those that they would have been without the pause. */
  @Test
  void afterAPauseRequestsAreHeldAgain() {
    long first = node.liveEdge() + 1;
    post("pause", at(node.schedule().mediaStart(first)));
    post("resume", at(node.schedule().mediaStart(first + 5)));
    node.clock.set(node.schedule().due(first + 4));
    assertRefused(node.get(TestNode.path(first + 4)), ErrorCode.EVENT_PAUSED, SHORTLY);
    node.clock.set(node.schedule().gone(first + 4) + 1);
    assertRefused(node.get(TestNode.path(first + 4)), ErrorCode.EVENT_PAUSED, SHORTLY);

    long next = node.liveEdge() + 1;
    CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(next));
    await().until(() -> node.held() == 1);
    node.publish(next, Samples.bytes(10, 1));
    assertThat(held.join().statusCode()).isEqualTo(200);
  }

  @Test
  void whoPausesTwiceOrResumesWhatIsNotPausedIsTold() {
    assertRefused(post("resume", ""), ErrorCode.PAUSE_CONFLICT, "no-store");
    HttpResponse<byte[]> paused = post("pause", "");
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(pauses().path(0).path("from").asText())
        .as("now, by the clock of the node")
        .isEqualTo(Instant.ofEpochMilli(TestNode.START).toString());
    assertRefused(post("pause", ""), ErrorCode.PAUSE_CONFLICT, "no-store");
    node.clock.advance(2_000);
    assertThat(post("resume", "{}").statusCode()).isEqualTo(200);
    assertThat(pauses().path(0).has("to")).isTrue();

    assertRefused(post("pause", "{\"when\":1}"), ErrorCode.INVALID_JSON, "no-store");
    assertRefused(
        node.send("POST", node.adminUri("/events/acme/other/pause")),
        ErrorCode.UNKNOWN_EVENT,
        "no-store");
  }

  /** A file that says nothing of pauses must not end the one that is in force. */
  @Test
  void aDefinitionThatSaysNothingOfPausesLeavesThem() {
    post("pause", "");
    assertThat(put(Samples.NEWS).statusCode()).isEqualTo(200);
    assertThat(pauses()).hasSize(1);
    put(Samples.NEWS.replace("\"pipelines\"", "\"pauses\":[],\"pipelines\""));
    assertThat(pauses()).isEmpty();
  }

  @Test
  void whatHasLeftTheWindowIsForgotten() {
    post("pause", "");
    node.clock.advance(1_000);
    post("resume", "");
    node.clock.advance(60_000);
    put(Samples.NEWS);
    assertThat(pauses()).hasSize(1);
    node.clock.advance(2_000);
    post("pause", "");
    assertThat(pauses()).as("the new one").hasSize(1);
    assertThat(pauses().path(0).has("to")).isFalse();
  }

  /** Each changes its one thing of what is in force, so nobody undoes what another did. */
  @Test
  void anEndAndAPauseDoNotUndoEachOther() {
    post("pause", "");
    HttpResponse<byte[]> ended = post("end", at(TestNode.START + 60_000));
    JsonNode definition = WireJson.readTree(ended.body());
    assertThat(definition.path("pauses")).hasSize(1);
    assertThat(definition.path("endTime").asText())
        .isEqualTo(Instant.ofEpochMilli(TestNode.START + 60_000).toString());
    assertRefused(post("end", at(0)), ErrorCode.INVALID_EVENT, "no-store");
  }

  /** Whoever edits what he has read must not undo what another operator changed meanwhile. */
  @Test
  void aChangeOfAnOldVersionIsRefused() {
    HttpResponse<byte[]> read = node.send("GET", node.adminUri(NEWS));
    String version = header(read, "ETag");
    assertThat(header(post("pause", "", "If-Match", version), "ETag")).isNotEqualTo(version);

    for (HttpResponse<byte[]> refused :
        List.of(
            put(Samples.NEWS, "If-Match", version),
            post("end", "", "If-Match", version),
            node.send("DELETE", node.adminUri(NEWS), "If-Match", version))) {
      assertRefused(refused, ErrorCode.PRECONDITION_FAILED, "no-store");
      assertThat(WireJson.readTree(refused.body()).path("detail").asText())
          .contains("read it again");
    }
    String now = header(node.send("GET", node.adminUri(NEWS)), "ETag");
    assertThat(put(Samples.NEWS, "If-Match", now).statusCode()).isEqualTo(200);
    assertThat(node.send("DELETE", node.adminUri(NEWS), "If-Match", "*").statusCode())
        .isEqualTo(204);
    assertRefused(put(Samples.NEWS, "If-Match", now), ErrorCode.PRECONDITION_FAILED, "no-store");
  }

  /** Nor is anybody's pause begun or ended by whoever has not seen what it is a change of. */
  @Test
  void aPauseOrResumeOfAnOldVersionIsRefused() {
    String version = header(node.send("GET", node.adminUri(NEWS)), "ETag");
    post("end", at(TestNode.START + 60_000));
    assertRefused(
        post("pause", "", "If-Match", version), ErrorCode.PRECONDITION_FAILED, "no-store");
    assertThat(pauses()).isEmpty();
    String paused = header(post("pause", ""), "ETag");
    assertThat(header(post("end", at(TestNode.START + 90_000)), "ETag")).isNotEqualTo(paused);
    node.clock.advance(2_000);
    assertRefused(
        post("resume", "", "If-Match", paused), ErrorCode.PRECONDITION_FAILED, "no-store");
    assertThat(pauses().path(0).has("to")).isFalse();
  }

  /** Every line of the field counts (RFC 9110, section 5.3). */
  @Test
  void eachLineOfIfMatchCounts() {
    String version = header(node.send("GET", node.adminUri(NEWS)), "ETag");
    HttpResponse<byte[]> answer = post("pause", "", "If-Match", "\"other\"", "If-Match", version);
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
