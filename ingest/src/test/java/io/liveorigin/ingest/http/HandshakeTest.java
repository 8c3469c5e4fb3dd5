package io.liveorigin.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.ingest.support.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handshakes that do not come to an end. */
@Timeout(60)
class HandshakeTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofHours(1);

  /** A record of 16 KiB begins, and goes on byte by byte: the connection is never idle. */
  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // a connection that has ended takes no more bytes
  void whoeverTricklesAHandshakeLosesTheConnection() throws Exception {
    ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    try (TestTls files = new TestTls();
        ListenerTls tls = ListenerTls.start("tls", files.files(), Clock.systemUTC())) {
      Server server = new Server();
      int port = listen(server, tls, SHORT);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(new byte[] {22, 3, 1, 64, 0});
        ticks.scheduleAtFixedRate(() -> trickle(socket), 0, 50, TimeUnit.MILLISECONDS);
        socket.setSoTimeout(20_000);
        assertThat(ended(socket)).isTrue();
      } finally {
        server.stop();
      }
    } finally {
      ticks.shutdownNow();
    }
  }

  private static int listen(Server server, ListenerTls tls, Duration handshake) throws Exception {
    ServerConnector connector =
        new ServerConnector(
            server, new TlsConnectionFactory(tls, handshake), new HttpConnectionFactory());
    connector.setIdleTimeout(LONG.toMillis());
    server.addConnector(connector);
    server.start();
    return connector.getLocalPort();
  }

  private static void trickle(Socket socket) {
    try {
      socket.getOutputStream().write(0);
    } catch (IOException e) {
      // It has ended.
      return;
    }
  }

  private static boolean ended(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // By a reset.
      return true;
    }
  }
}
