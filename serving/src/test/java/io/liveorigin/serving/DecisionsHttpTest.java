package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions on a representation, as operators see them over the admin listener. */
class DecisionsHttpTest {
  private static final String V0 = "/events/acme/news/decisions/v0";

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> get(String path) {
    return node.send("GET", node.adminUri(path));
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    return WireJson.readTree(response.body());
  }

  private void decided(long number) {
    node.publish(number, Samples.bytes(10, (int) number));
  }

  @Test
  void whatWasDecidedIsShownAsInTheTopic() {
    long edge = json(get(V0)).at("/liveEdge").asLong();
    decided(edge - 3);
    decided(edge - 1);

    HttpResponse<byte[]> response = get(V0 + "?from=" + (edge - 4) + "&to=" + (edge - 1));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode document = json(response);
    assertThat(document.at("/event").asText()).isEqualTo("acme/news");
    assertThat(document.at("/representation").asText()).isEqualTo("v0");
    assertThat(document.at("/decisions")).hasSize(2);
    assertThat(document.at("/decisions/0"))
        .isEqualTo(
            WireJson.readTree(
                DecisionJson.write(
                    node.index.decisions.get(new SegmentAddress(Samples.V0, edge - 3)))));
    assertThat(document.at("/decisions/1/number").asLong()).isEqualTo(edge - 1);
  }

  @Test
  void theLatestNumbersAreTheDefault() {
    JsonNode document = json(get(V0));

    long edge = document.at("/liveEdge").asLong();
    assertThat(document.at("/to").asLong()).isEqualTo(edge);
    assertThat(document.at("/from").asLong()).isEqualTo(edge - 299);
    assertThat(document.at("/decisions")).isEmpty();
  }

  @Test
  void beforeTheStartOfAnEventNothingIsDecided() {
    node.declare(Samples.definition(Samples.startingAt(TestNode.START + 3_600_000)));

    HttpResponse<byte[]> response = get(V0);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/liveEdge").asLong()).isNegative();
    assertThat(json(response).at("/from").asLong()).isZero();
    assertThat(json(response).at("/to").asLong()).isZero();
    assertThat(json(response).at("/decisions")).isEmpty();
    JsonNode later = json(get(V0 + "?from=5"));
    assertThat(later.at("/from").asLong()).isEqualTo(5);
    assertThat(later.at("/to").asLong()).isEqualTo(5);
    assertThat(later.at("/decisions")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=x",
        "to=-1",
        "from=9&to=8",
        "from=1&to=1001",
        "from=",
        "to=1.5",
        "from=1000000000000&to=1000000000001",
        "to=9223372036854775807",
        "to=9223372036854775808"
      })
  void aRangeThatIsNoneIsRefused(String query) {
    HttpResponse<byte[]> response = get(V0 + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/code").asText()).isEqualTo("invalid-range");
  }

  @Test
  void theLargestNumbersAreARangeLikeAnyOther() {
    HttpResponse<byte[]> response = get(V0 + "?from=999999999999&to=1000000000000");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/decisions")).isEmpty();
  }

  @Test
  void whatIsNotDeclaredIsUnknown() {
    assertThat(json(get("/events/acme/news/decisions/v9")).at("/code").asText())
        .isEqualTo("unknown-representation");
    assertThat(json(get("/events/acme/none/decisions/v0")).at("/code").asText())
        .isEqualTo("unknown-event");
  }

  @Test
  void aStoreThatCannotBeReadIsNoEmptyList() {
    node.index.unavailable = Optional.of("restoring");

    HttpResponse<byte[]> response = get(V0);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).at("/code").asText()).isEqualTo("storage-unavailable");
  }
}
