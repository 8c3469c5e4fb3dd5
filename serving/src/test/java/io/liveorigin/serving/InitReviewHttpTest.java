package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told of init segments, over the admin listener. */
class InitReviewHttpTest {
  private static final String NEWS = "/events/acme/news";
  private static final byte[] UNREADABLE = "<html>".getBytes(StandardCharsets.US_ASCII);

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private void publish(
      String representation, String pipeline, long offset, byte[] bytes, Defect... defects) {
    node.index.inits.put(Digest.of(bytes), bytes);
    node.edge.candidate(
        new InitAddress(Track.of("acme", "news", representation)),
        new Candidate(
            pipeline,
            new RecordPosition("inits." + pipeline, 0, offset),
            Digest.of(bytes),
            bytes.length,
            "video/mp4",
            TestNode.START,
            Facts.NONE,
            List.of(defects)),
        bytes);
  }

  private JsonNode status() {
    return WireJson.readTree(node.send("GET", node.adminUri("/status")).body())
        .at("/events/0/initDefects");
  }

  private JsonNode review(String event, String definition) {
    return WireJson.readTree(
        node.send("POST", node.adminUri(event + "/review"), BodyPublishers.ofString(definition))
            .body());
  }

  /** Of each pipeline the latest counts, and nothing outlives the event. */
  @Test
  void theStatusSaysWhatIsWrongWithInitSegments() {
    Defect mismatch =
        Defect.of(
            DefectKind.DECLARATION_MISMATCH,
            DefectSource.INGEST,
            Map.of("attribute", "resolution", "found", "320x180", "declared", "1280x720"));
    byte[] bytes = Samples.bytes(10, 1);
    publish("v0", "a", 7, bytes, mismatch);
    publish("v0", "b", 7, bytes);
    publish("a0", "b", 7, bytes, mismatch);
    publish("a0", "b", 8, bytes);
    publish("v9", "a", 7, bytes, mismatch);
    publish("v0", "x", 7, bytes, mismatch);

    JsonNode defects = status();

    assertThat(defects).hasSize(1);
    assertThat(defects.at("/0/representation").asText()).isEqualTo("v0");
    assertThat(defects.at("/0/pipeline").asText()).isEqualTo("a");
    assertThat(defects.at("/0/defects/0/kind").asText()).isEqualTo("declaration-mismatch");
    assertThat(defects.at("/0/defects/0/parameters/found").asText()).isEqualTo("320x180");
    assertThat(defects.at("/0/defects/0/source").asText()).isEqualTo("ingest");

    node.send("DELETE", node.adminUri(NEWS));
    node.declare(Samples.definition(Samples.NEWS));
    assertThat(status()).isEmpty();
  }

  /** What the pipelines publish is known before a definition that contradicts it is in force. */
  @Test
  void aReviewHoldsADefinitionAgainstTheInitSegmentsThatAreThere() {
    node.init(Samples.V0, UNREADABLE);

    JsonNode review = review(NEWS, Samples.NEWS);

    assertThat(review).as("known by its decision, from before the start").hasSize(1);
    assertThat(review.at("/0/representation").asText()).isEqualTo("v0");
    assertThat(review.at("/0/pipeline").asText()).isEqualTo("a");
    assertThat(review.at("/0/defects/0/kind").asText()).isNotEmpty();
    publish("a0", "b", 7, UNREADABLE);
    assertThat(review(NEWS, Samples.NEWS)).as("and by its coming").hasSize(2);
    assertThat(review(NEWS, Samples.NEWS.replace("[\"a\",", "[\"c\",")))
        .as("but for pipelines that are not declared any more")
        .hasSize(1);
  }

  @Test
  void aReviewChangesNothing() {
    String gala = Samples.NEWS.replace("\"news\"", "\"gala\"");
    assertThat(review("/events/acme/gala", gala)).isEmpty();
    assertThat(node.send("GET", node.adminUri("/events/acme/gala")).statusCode()).isEqualTo(404);
  }
}
