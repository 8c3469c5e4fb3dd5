package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.support.RawClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of what clients do not read is kept for them. */
class BoundedResponseHandlerTest {
  private static final int MIB = 1024 * 1024;

  /** More than a socket takes: its send buffer grows to 4 MiB on Linux. */
  private static final int PIECES = 8;

  private final BufferedBytes buffered = new BufferedBytes(4L * PIECES * MIB, 2L * PIECES * MIB);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new BoundedResponseHandler(
            new Handler.Abstract() {
              @Override
              public boolean handle(Request request, Response response, Callback callback)
                  throws Exception {
                if (!RequestFilter.isHealth(request)) {
                  for (int i = 0; i < PIECES; i++) {
                    Content.Sink.write(response, false, ByteBuffer.allocate(MIB));
                  }
                }
                callback.succeeded();
                return true;
              }
            },
            buffered));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    server.stop();
  }

  private RawClient ask(String path, String address) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
    RawClient client = new RawClient(socket);
    clients.add(client);
    return client.send(RawClient.request("GET", path));
  }

  @Test
  void whoDoesNotReadKeepsABoundedPartOfTheMemoryAndGivesItBack() throws Exception {
    ask("/status", "127.0.0.2");
    ask("/status", "127.0.0.2");
    await().until(() -> buffered.kept() == 2L * PIECES * MIB);

    assertThat(ask("/status", "127.0.0.2").answer("GET").head())
        .anyMatch(line -> line.startsWith("HTTP/1.1 503 "))
        .contains("Retry-After: 1");
    assertThat(ask("/health/live", "127.0.0.2").answer("GET").head())
        .anyMatch(line -> line.startsWith("HTTP/1.1 200 "));
    assertThat(ask("/status", "127.0.0.3").answer("GET").body()).hasSize(PIECES * MIB);

    for (RawClient client : clients) {
      client.close();
    }
    await().until(() -> buffered.kept() == 0);
    assertThat(ask("/status", "127.0.0.2").answer("GET").body()).hasSize(PIECES * MIB);
  }
}
