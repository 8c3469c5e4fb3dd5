package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.invalidation.PurgeStyle;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders to invalidate, over the admin listener and to a CDN node that the test plays. */
class InvalidationHttpTest {
  private static final String ORDERS = "/events/acme/news/invalidations";

  /** docs/http.md. */
  private static final int MOST_KEPT = 1_024;

  /** Method, path, key and secret of each request to the CDN node. */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer cdn = cdn();
  private final TestNode node =
      new TestNode(
          Optional.empty(),
          config ->
              config.withCdnNodes(
                  List.of(
                      new CdnNode(
                          "edge",
                          URI.create("http://127.0.0.1:" + cdn.getAddress().getPort()),
                          PurgeStyle.BAN,
                          Map.of("X-Secret", "s")))),
          Duration.ofSeconds(6));

  private HttpServer cdn() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.add(
                "%s %s %s %s"
                    .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Surrogate-Key"),
                        exchange.getRequestHeaders().getFirst("X-Secret")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Before its first report that it is ready, a node waits for no cell, not even for its own. */
  @BeforeEach
  void hearOfThisCell() {
    Invalidation any = new Invalidation("t", "e", "i", null, null, null, null, 7L, null, null);
    await().until(() -> !node.cells.behind(any, node.clock.millis()).isEmpty());
  }

  @AfterEach
  void close() {
    node.close();
    cdn.stop(0);
  }

  private HttpResponse<byte[]> put(String path, String body) {
    return node.send("PUT", node.adminUri(path), BodyPublishers.ofString(body));
  }

  private JsonNode get(String path) {
    return WireJson.readTree(node.send("GET", node.adminUri(path)).body());
  }

  private Invalidation order(String id) {
    return node.control.invalidations(Samples.V0.event()).stream()
        .filter(order -> order.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void settle(String id, int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      node.edge.settled(partition, order(id));
    }
  }

  @Test
  void anOrderWaitsForThisCellAndGoesToTheNode() {
    HttpResponse<byte[]> taken = put(ORDERS + "/i1", "{\"reason\":\"legal\"}");
    assertThat(taken.statusCode()).isEqualTo(202);
    JsonNode body = WireJson.readTree(taken.body());
    assertThat(body.path("requestedAt").asLong()).isEqualTo(node.clock.millis());
    assertThat(body.path("version").asLong()).as("of the whole event").isEqualTo(1);

    settle("i1", Samples.PARTITIONS - 1);
    await().until(() -> get(ORDERS + "/i1").path("cells").has("cell/n1"));
    assertThat(get(ORDERS + "/i1").path("state").asText()).isEqualTo("waiting-for-cells");
    assertThat(get(ORDERS + "/i1").path("cells").path("cell/n1").asText()).isEqualTo("behind");
    assertThat(asked).isEmpty();

    settle("i1", Samples.PARTITIONS);
    await().until(() -> !asked.isEmpty());
    assertThat(asked).containsExactly("BAN / event/acme/news s");
    await().until(() -> get(ORDERS + "/i1").at("/nodes/0/state").asText().equals("again-later"));
    node.clock.advance(6_000);
    await().until(() -> get(ORDERS + "/i1").path("state").asText().equals("done"));
    assertThat(asked).hasSize(2);
    assertThat(get(ORDERS)).hasSize(1);
  }

  @Test
  void aMaskTakesItsAnswersOutOfTheCachesAndSoDoesItsRemoval() {
    long edge = node.liveEdge();
    String masks = "/events/acme/news/masks/m1";
    put(masks, "{\"pipeline\":\"a\",\"from\":" + edge + ",\"to\":" + edge + "}");
    assertThat(order("mask.m1").pipeline()).isEqualTo("a");
    settle("mask.m1", Samples.PARTITIONS);
    await().until(() -> !asked.isEmpty());
    assertThat(asked).containsExactly("BAN / numbers/acme/news/" + edge / 100 + "/a s");

    node.clock.advance(1);
    node.send("DELETE", node.adminUri(masks));
    assertThat(order("mask.m1").pipeline()).isEqualTo("*");
    settle("mask.m1", Samples.PARTITIONS);
    await().until(() -> asked.size() == 2);
    assertThat(asked.get(1)).isEqualTo("BAN / numbers/acme/news/" + edge / 100 + " s");
  }

  @Test
  void eachOrderOfTheWholeEventHasTheNextVersion() {
    put(ORDERS + "/i1", "{}");
    put(ORDERS + "/i2", "{\"from\":5,\"to\":9}");
    put(ORDERS + "/i3", "{}");
    assertThat(order("i2").version()).isZero();
    assertThat(order("i3").version()).isEqualTo(2);
  }

  @Test
  void badOrdersAreRefusedByTheirKey() {
    assertRefused(
        put(ORDERS + "/i", "{\"pipeline\":\"x\"}"), ErrorCode.INVALID_INVALIDATION, "no-store");
    assertRefused(
        put(ORDERS + "/i", "{\"representation\":\"v9\"}"),
        ErrorCode.INVALID_INVALIDATION,
        "no-store");
    assertRefused(
        put(ORDERS + "/i", "{\"from\":3,\"to\":2}"), ErrorCode.INVALID_INVALIDATION, "no-store");
    assertRefused(put(ORDERS + "/i", "{\"x\":1}"), ErrorCode.INVALID_JSON, "no-store");
    assertThat(put("/events/acme/none/invalidations/i", "{}").statusCode()).isEqualTo(404);
    assertRefused(
        node.send("GET", node.adminUri(ORDERS + "/i")), ErrorCode.UNKNOWN_INVALIDATION, "no-store");
    assertThat(node.control.invalidations()).isEmpty();
  }

  /** None is dropped half carried out: more than may be kept are refused, and masks are not. */
  @Test
  void tooManyOrdersUnderWayAreRefused() {
    for (int i = 0; i < MOST_KEPT; i++) {
      keep("i" + i);
    }
    HttpResponse<byte[]> refused = put(ORDERS + "/i-one-more", "{\"from\":5,\"to\":9}");
    assertRefused(refused, ErrorCode.TOO_MANY_INVALIDATIONS, "no-store");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(WireJson.readTree(refused.body()).path("detail").asText())
        .contains("1024 invalidations are kept", "repeat the order later");
    assertThat(put(ORDERS + "/i7", "{\"from\":5,\"to\":9}").statusCode())
        .as("the same id")
        .isEqualTo(202);
    String mask = "{\"pipeline\":\"a\",\"from\":5,\"to\":9}";
    assertThat(put("/events/acme/news/masks/m", mask).statusCode()).isEqualTo(201);
    assertThat(node.control.invalidations()).hasSize(MOST_KEPT + 1);
  }

  /** Neither of another tenant nor of its own; the limits of events bound them. */
  @Test
  void declarationsKeepOutNoOrder() {
    for (int i = 0; i < MOST_KEPT; i++) {
      keep(new Invalidation("rival", "e" + i, "declared", "*", "*", null, null, 0L, 0L, ""));
      keep(new Invalidation("acme", "e" + i, "declared", "*", "*", null, null, 0L, 0L, ""));
    }
    assertThat(put(ORDERS + "/i", "{\"from\":5,\"to\":9}").statusCode()).isEqualTo(202);
    assertThat(node.control.invalidations()).hasSize(2 * MOST_KEPT + 1);
  }

  private void keep(String id) {
    keep(new Invalidation("acme", "news", id, "a", "v0", 5L, 9L, 0L, 0L, ""));
  }

  private void keep(Invalidation wanted) {
    Invalidation order = wanted.taken(TestNode.START, 0);
    node.control.apply(ControlKey.of(order).toString(), Optional.of(ControlJson.write(order)));
  }

  @Test
  void historyIsDroppedWithTheNextOrderAndAllWithTheEvent() {
    put(ORDERS + "/old", "{\"from\":5,\"to\":9}");
    put(ORDERS + "/whole", "{}");
    node.clock.advance(86_400_001);
    put(ORDERS + "/new", "{\"from\":5,\"to\":9}");
    assertThat(node.control.invalidations())
        .as("the version of the event is kept")
        .extracting(Invalidation::id)
        .containsExactly("new", "whole");
    node.send("DELETE", node.adminUri("/events/acme/news"));
    assertThat(node.control.invalidations()).isEmpty();
  }

  @Test
  void aLongMaskNameHasAnOrderOfItsOwn() {
    String name = "m".repeat(64);
    put("/events/acme/news/masks/" + name, "{\"pipeline\":\"a\",\"from\":1,\"to\":2}");
    assertThat(node.control.invalidations())
        .singleElement()
        .satisfies(order -> assertThat(order.id()).startsWith("mask.").hasSize(37));
  }
}
