package io.liveorigin.standalone.support.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketClientsTest {
  private static final int MANY = 300;

  /** Far more than is read at once. */
  private static final byte[] BODY = new byte[200_003];

  private final CountDownLatch published = new CountDownLatch(1);
  private final ExecutorService work = Executors.newCachedThreadPool();
  private final SocketClients clients = new SocketClients();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(BODY);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MANY);
    server.setExecutor(work);
    server.createContext(
        "/",
        exchange -> {
          boolean found = exchange.getRequestURI().getPath().equals("/there");
          byte[] body = found ? BODY : "{\"code\":\"not-yet\"}".getBytes(StandardCharsets.UTF_8);
          awaitPublication();
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.getResponseHeaders().add("ETag", "\"x\"");
          exchange.sendResponseHeaders(found ? 200 : 404, head ? -1 : body.length);
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  private void awaitPublication() {
    try {
      published.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    published.countDown();
    clients.close();
    server.stop(0);
    work.shutdownNow();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @Test
  void a_crowd_that_waits_gets_the_digest_of_what_comes() {
    List<Asked> crowd = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      crowd.add(clients.get(port(), "/there"));
    }
    crowd.forEach(asked -> Patience.get(asked.sent()));
    assertThat(crowd).noneMatch(asked -> asked.answer().isDone());
    published.countDown();

    for (Asked asked : crowd) {
      Answer answer = Patience.get(asked.answer());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.length()).isEqualTo(BODY.length);
      assertThat(answer.digest()).isEqualTo(Digest.of(BODY));
      assertThat(answer.header("etag")).isEqualTo("\"x\"");
      assertThat(answer.refusal()).isEmpty();
    }
  }

  @Test
  void a_refusal_is_kept_as_text() {
    published.countDown();
    Answer answer = Patience.get(clients.get(port(), "/elsewhere").answer());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.refusal()).isEqualTo("{\"code\":\"not-yet\"}");
  }

  @Test
  void the_answer_to_a_head_ends_with_its_head() throws IOException {
    try (ServerSocket half = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      work.execute(() -> answerOnce(half, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
      Answer answer = Patience.get(clients.head(half.getLocalPort(), "/there").answer());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.length()).isZero();
    }
  }

  @Test
  void a_body_that_ends_too_early_is_no_answer() throws IOException {
    try (ServerSocket half = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      work.execute(() -> answerOnce(half, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
      assertThatThrownBy(() -> Patience.get(clients.get(half.getLocalPort(), "/x").answer()))
          .hasMessageContaining("GET /x")
          .hasMessageContaining("4 bytes into a body of 9, status 200");
    }
  }

  private static void answerOnce(ServerSocket half, String answer) {
    try (Socket socket = half.accept()) {
      socket.getInputStream().read(new byte[1024]);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nobody_there_is_a_failure_of_that_request_alone() throws IOException {
    int nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = gone.getLocalPort();
    }
    assertThatThrownBy(() -> Patience.get(clients.get(nobody, "/x").answer()))
        .hasMessageContaining("GET /x");
    published.countDown();
    assertThat(Patience.get(clients.get(port(), "/there").answer()).status()).isEqualTo(200);
  }

  @Test
  void clients_that_go_away_leave_nobody_waiting() {
    SocketClients leaving = new SocketClients();
    Asked asked = leaving.get(port(), "/there");
    Patience.get(asked.sent());
    leaving.close();
    assertThatThrownBy(() -> Patience.get(asked.answer())).hasMessageContaining("went away");
  }
}
