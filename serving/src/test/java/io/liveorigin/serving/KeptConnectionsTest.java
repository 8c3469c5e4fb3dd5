package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A CDN keeps thousands of connections: one that is silent costs little heap. */
@Timeout(60)
class KeptConnectionsTest {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** A request of each front: the second has a field that only Jetty's parser reads. */
  private static final List<String> FRONTS = List.of("", "CMCD-Session: sid=\"x\"\r\n");

  private static final int SIZE = 1_000;
  private static final int CONNECTIONS = 200;
  private static final int REQUESTS = 3;
  private static final long BYTES_EACH = 16 * 1024;

  @Test
  void aKeptConnectionCostsLittleWhicheverWayItsRequestsWent() throws IOException, JMException {
    try (TestNode node = new TestNode()) {
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
        assertThat(each).as("bytes a connection, %s", fields).isLessThan(BYTES_EACH);
      }
    }
  }

  @Test
  void aHeldRequestCostsLittleWhicheverWayItCame() throws IOException, JMException {
    try (TestNode node = new TestNode()) {
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
        assertThat(each).as("bytes a held request, %s", fields).isLessThan(BYTES_EACH);
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
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port());
    socket.setSoTimeout(20_000);
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
