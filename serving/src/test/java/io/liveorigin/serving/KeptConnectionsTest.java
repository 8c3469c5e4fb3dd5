package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A CDN keeps thousands of connections: one that is silent costs little heap. */
@ParameterizedClass
@EnumSource(Wire.class)
class KeptConnectionsTest {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** A request of each front: the second has a field that only Jetty's parser reads. */
  private static final List<String> FRONTS = List.of("", "CMCD-Session: sid=\"x\"\r\n");

  private static final int SIZE = 1_000;
  private static final int CONNECTIONS = 200;
  private static final int REQUESTS = 3;
  private static final long BYTES_EACH = 16 * 1024;

  /**
   * Beside that the keys and the session of TLS; of the client's end too, which is here as well.
   */
  private static final long BYTES_EACH_TLS = 64 * 1024;

  private final Wire wire;

  KeptConnectionsTest(Wire wire) {
    this.wire = wire;
  }

  private long most() {
    return wire == Wire.TLS ? BYTES_EACH_TLS : BYTES_EACH;
  }

  @Test
  void aKeptConnectionCostsLittleWhicheverWayItsRequestsWent() throws IOException, JMException {
    try (TestNode node = wire.node()) {
      long number = node.liveEdge();
      node.publish(number, Samples.bytes(SIZE, 1));
      String target = TestNode.path(number);
      for (String fields : FRONTS) {
        ask(node, target, fields).close();
      }
      for (String fields : FRONTS) {
        long before = live();
        List<Socket> kept = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          kept.add(ask(node, target, fields));
        }
        long each = (live() - before) / CONNECTIONS;
        for (Socket socket : kept) {
          socket.close();
        }
        assertThat(each).as("bytes a connection, %s", fields).isLessThan(most());
      }
    }
  }

  @Test
  void aHeldRequestCostsLittleWhicheverWayItCame() throws IOException, JMException {
    try (TestNode node = wire.node()) {
      node.publish(node.liveEdge(), Samples.bytes(SIZE, 1));
      long number = node.liveEdge() + 1;
      List<Socket> kept = new ArrayList<>();
      String target = TestNode.path(number);
      for (String fields : FRONTS) {
        kept.add(send(node, target, fields));
        await().until(() -> node.held() == kept.size());
        long before = live();
        for (int i = 0; i < CONNECTIONS; i++) {
          kept.add(send(node, target, fields));
        }
        await().until(() -> node.held() == kept.size());
        long each = (live() - before) / CONNECTIONS;
        assertThat(each).as("bytes a held request, %s", fields).isLessThan(most());
      }
      node.publish(number, Samples.bytes(SIZE, 2));
      for (Socket socket : kept) {
        assertThat(head(socket)).startsWith("HTTP/1.1 200 OK\r\n");
        socket.close();
      }
    }
  }

  private static Socket send(TestNode node, String target, String fields) throws IOException {
    Socket socket = connect(node);
    socket.getOutputStream().write(request(target, fields));
    return socket;
  }

  private static Socket connect(TestNode node) throws IOException {
    Socket socket = node.connect(new Socket(), node.server.port());
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    return socket;
  }

  private static byte[] request(String target, String fields) {
    return ("GET "
            + target
            + " HTTP/1.1\r\nHost: origin\r\nUser-Agent: cdn/1.0\r\n"
            + fields
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Some requests on one connection, each answered whole. */
  private static Socket ask(TestNode node, String target, String fields) throws IOException {
    Socket socket = connect(node);
    for (int i = 0; i < REQUESTS; i++) {
      socket.getOutputStream().write(request(target, fields));
      assertThat(head(socket)).startsWith("HTTP/1.1 200 OK\r\n");
      socket.getInputStream().readNBytes(SIZE);
    }
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  /** Bytes of all that is reachable, counted in the pause of a full collection. */
  private static long live() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    Matcher total = TOTAL.matcher((String) histogram);
    assertThat(total.find()).isTrue();
    return Long.parseLong(total.group(1));
  }
}
