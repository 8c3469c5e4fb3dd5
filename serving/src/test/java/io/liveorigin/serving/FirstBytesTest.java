package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many are held for one segment: nobody waits for the whole of another's answer. */
@ParameterizedClass
@EnumSource(Wire.class)
class FirstBytesTest {
  private static final int CLIENTS = 20;

  /** Bytes of an answer, with its head: fewer than all get at once. */
  private static final int FIRST = 48 * 1024;

  private final CountDownLatch free = new CountDownLatch(1);
  private final TestNode node;
  private final List<Socket> clients = new ArrayList<>();

  FirstBytesTest(Wire wire) {
    node = wire.node();
  }

  @AfterEach
  void close() throws IOException {
    free.countDown();
    for (Socket client : clients) {
      client.close();
    }
    node.close();
  }

  @Test
  void nobodysFirstBytesWaitForTheRestOfAnother() throws IOException {
    ThreadPoolExecutor remainders = (ThreadPoolExecutor) node.edge.threads().remainders();
    for (int i = 0; i < remainders.getCorePoolSize(); i++) {
      remainders.execute(this::waitUntilFree);
    }
    long next = node.liveEdge() + 1;
    byte[] bytes = Samples.bytes(1_000_000, 1);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(ask(next));
    }
    await().until(() -> node.held() == CLIENTS);

    node.publish(next, bytes);

    List<byte[]> begun = new ArrayList<>();
    for (Socket client : clients) {
      byte[] first = client.getInputStream().readNBytes(FIRST);
      int body = headSize(first);
      assertThat(Arrays.copyOfRange(first, body, FIRST))
          .isEqualTo(Arrays.copyOf(bytes, FIRST - body));
      begun.add(first);
    }
    await().untilAsserted(() -> assertThat(remainders.getQueue()).hasSize(CLIENTS));

    free.countDown();
    for (int i = 0; i < CLIENTS; i++) {
      int had = FIRST - headSize(begun.get(i));
      byte[] rest = clients.get(i).getInputStream().readNBytes(bytes.length - had);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes, had, bytes.length));
    }
  }

  private void waitUntilFree() {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket ask(long number) throws IOException {
    Socket socket = node.connect(new Socket(), node.server.port());
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    String request = "GET " + TestNode.path(number) + " HTTP/1.1\r\nHost: origin\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static int headSize(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("HTTP/1.1 200 OK\r\n");
    return text.indexOf("\r\n\r\n") + 4;
  }
}
