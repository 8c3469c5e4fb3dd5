package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What strangers try at the public listener, as bytes on a socket. */
@ParameterizedClass
@EnumSource(Wire.class)
class PublicHostileRequestsTest {
  private static final int STRANGERS = 400;

  private final TestNode node;

  PublicHostileRequestsTest(Wire wire) {
    node = wire.node();
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** Far more than the listener has threads; each has sent a part of what it began. */
  @Test
  void clientsThatTrickleHoldNoThread() throws IOException {
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    node.old(edge - 5, Samples.bytes(10, 2));
    List<String> beginnings =
        List.of(
            "GET " + TestNode.path(edge) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
            "GET /time HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na",
            "GET /acme/news/manifest.mpd HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5",
            "POST /cmcd HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
            "PUT " + TestNode.path(edge) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
            "GET " + TestNode.path(edge) + " HTTP/1.1\r\nHos",
            "GE");
    List<RawClient> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < STRANGERS; i++) {
        RawClient client = new RawClient(node);
        strangers.add(client);
        client.send(beginnings.get(i % beginnings.size()));
      }
      assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
      assertThat(node.get(TestNode.path(edge - 5)).statusCode()).isEqualTo(200);
      assertThat(node.get("/time").statusCode()).isEqualTo(200);
      assertThat(node.send("GET", node.adminUri("/health/live")).statusCode()).isEqualTo(200);
    } finally {
      for (RawClient stranger : strangers) {
        stranger.close();
      }
    }
  }
}
