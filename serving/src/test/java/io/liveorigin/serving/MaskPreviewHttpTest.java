package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The preview of a mask, and the identity of the client, over the admin listener. */
class MaskPreviewHttpTest {
  private static final String PREVIEW = "/events/acme/news/masks/preview";

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .with("reader", Role.VIEWER, Optional.of("acme"), "news")
          .with("shift", Role.OPERATOR, Optional.empty());
  private final TestNode node =
      new TestNode(config -> config.withAdminAccess(credentials.access()));

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> ask(String body) {
    return node.send(
        "POST",
        node.adminUri(PREVIEW),
        BodyPublishers.ofString(body),
        "Authorization",
        credentials.bearer("reader"));
  }

  private static String mask(String pipeline, long from, long to) {
    return "{\"pipeline\":\"%s\",\"representation\":\"v0\",\"from\":%d,\"to\":%d}"
        .formatted(pipeline, from, to);
  }

  private void declareWith(String fill) {
    node.declare(
        Samples.definition(
            Samples.NEWS.replace("\"pipelines\"", "\"fill\":" + fill + ",\"pipelines\"")));
  }

  @Test
  void eachNumberHasWhatViewersGetAndWouldGet() {
    declareWith("{\"video\":\"freeze\"}");
    node.publish(7, Samples.bytes(10, 7));
    node.index.later.put(
        TestNode.v0(7),
        List.of(Samples.candidate(TestNode.v0(7), "b", Samples.bytes(11, 7), TestNode.START)));
    node.publish(8, Samples.bytes(10, 8));
    node.index.later.put(
        TestNode.v0(8),
        List.of(
            Samples.candidate(
                TestNode.v0(8), "b", Samples.bytes(11, 8), TestNode.START, Samples.dropped(3))));
    node.publish(9, Samples.bytes(10, 9));

    JsonNode answer = WireJson.readTree(ask(mask("a", 7, 10)).body());

    assertThat(answer.at("/changed").asInt()).isEqualTo(3);
    assertThat(answer.at("/numbers"))
        .isEqualTo(
            WireJson.readTree(
                """
                [{"representation":"v0","number":7,"now":{"kind":"clean","pipeline":"a"},
                  "then":{"kind":"clean","pipeline":"b"}},
                 {"representation":"v0","number":8,"now":{"kind":"clean","pipeline":"a"},
                  "then":{"kind":"defective","pipeline":"b"}},
                 {"representation":"v0","number":9,"now":{"kind":"clean","pipeline":"a"},
                  "then":{"kind":"filler"}},
                 {"representation":"v0","number":10,"now":{"kind":"undecided"},
                  "then":{"kind":"undecided"}}]
                """
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(node.control.masks(Samples.news().id())).as("nothing is written").isEmpty();
  }

  @Test
  void aMaskOfAnotherPipelineChangesNothing() {
    node.publish(7, Samples.bytes(10, 7));
    assertThat(WireJson.readTree(ask(mask("b", 7, 7)).body()).at("/changed").asInt()).isZero();
  }

  @Test
  void otherMasksCount() {
    declareWith("\"none\"");
    node.publish(7, Samples.bytes(10, 7));
    node.index.later.put(
        TestNode.v0(7),
        List.of(Samples.candidate(TestNode.v0(7), "b", Samples.bytes(11, 7), TestNode.START)));
    Mask other = new Mask("acme", "news", "m", "b", "*", 7, 7, "");
    node.control.apply(
        ControlKey.mask(Samples.news().id(), "m").toString(),
        Optional.of(ControlJson.write(other)));

    JsonNode answer = WireJson.readTree(ask(mask("a", 7, 7)).body());

    assertThat(answer.at("/numbers/0/then/kind").asText())
        .as("nothing is filled")
        .isEqualTo("nothing");
  }

  @Test
  void aRangeThatIsTooLargeOrWrongIsRefused() {
    assertThat(WireJson.readTree(ask(mask("a", 1, 1_001)).body()).at("/code").asText())
        .isEqualTo("invalid-range");
    assertThat(ask(mask("a", 1, 1_000)).statusCode()).isEqualTo(200);
    assertThat(WireJson.readTree(ask(mask("a", 9, 8)).body()).at("/code").asText())
        .isEqualTo("invalid-mask");
    node.index.unavailable = Optional.of("restoring");
    assertThat(ask(mask("a", 1, 2)).statusCode()).isEqualTo(503);
  }

  @Test
  void aClientIsToldWhatItMayDo() {
    assertThat(identity("reader"))
        .isEqualTo(
            "{\"name\":\"reader\",\"role\":\"viewer\",\"tenant\":\"acme\",\"events\":[\"news\"]}");
    assertThat(identity("shift"))
        .isEqualTo("{\"name\":\"shift\",\"role\":\"operator\",\"events\":[]}");
  }

  private String identity(String name) {
    return new String(
        node.send("GET", node.adminUri("/identity"), "Authorization", credentials.bearer(name))
            .body(),
        StandardCharsets.UTF_8);
  }
}
