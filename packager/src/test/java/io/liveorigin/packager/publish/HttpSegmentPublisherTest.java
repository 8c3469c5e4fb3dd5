package io.liveorigin.packager.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DefectsField;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSegmentPublisherTest {
  private record Seen(String method, String path, Headers headers, byte[] body, int port) {}

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void putsChunkedWithTypeDigestAndDefects() throws InterruptedException {
    byte[] bytes = new byte[100_000];
    bytes[99_999] = 7;
    Defect defect =
        Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", 12L));

    PutResult result =
        publisher("")
            .put(new PutRequest("/t/e/v-1.m4s", "video/mp4", bytes, Optional.of(List.of(defect))));

    assertThat(result).isEqualTo(new PutResult.Answered(201, "ok"));
    Seen request = seen.take();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).isEqualTo("/t/e/v-1.m4s");
    assertThat(request.body()).isEqualTo(bytes);
    assertThat(request.headers().getFirst("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(request.headers().getFirst("Content-Type")).isEqualTo("video/mp4");
    assertThat(request.headers().getFirst("Content-Digest"))
        .isEqualTo(
            "sha-256=:" + Base64.getEncoder().encodeToString(Digest.of(bytes).bytes()) + ":");
    assertThat(DefectsField.readDeclared(request.headers().getFirst("Segment-Defects")))
        .containsExactly(defect);
  }

  @Test
  void aPackagerThatDoesNotDeclareSendsNoFieldAndKeepsTheConnection() throws InterruptedException {
    HttpSegmentPublisher publisher = publisher("/prefix/");
    publisher.put(request("/t/e/v-1.m4s"));
    publisher.put(request("/t/e/v-2.m4s"));

    Seen first = seen.take();
    Seen second = seen.take();
    assertThat(first.path()).isEqualTo("/prefix/t/e/v-1.m4s");
    assertThat(first.headers().containsKey("Segment-Defects")).isFalse();
    assertThat(second.port()).as("the client's port").isEqualTo(first.port());
  }

  /** "Nothing is wrong with it" is something else than not saying: the field is there, empty. */
  @Test
  void declaredCleanIsAnEmptyField() throws InterruptedException {
    publisher("")
        .put(new PutRequest("/t/e/v-1.m4s", "video/mp4", new byte[1], Optional.of(List.of())));

    assertThat(seen.take().headers().get("Segment-Defects")).containsExactly("");
  }

  @Test
  void everyStatusIsAResultWithTheBeginningOfItsBody() throws InterruptedException {
    PutResult refused = publisher("").put(request("/status/404"));

    assertThat(refused)
        .isInstanceOfSatisfying(
            PutResult.Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(404);
              assertThat(answer.acknowledged()).isFalse();
              assertThat(answer.body()).hasSize(300);
            });
  }

  @Test
  void aDroppedConnectionIsAResult() throws InterruptedException {
    assertThat(publisher("").put(request("/drop"))).isInstanceOf(PutResult.Unreachable.class);
  }

  @Test
  void anAnswerThatTakesTooLongIsAResult() throws InterruptedException {
    HttpSegmentPublisher impatient = new HttpSegmentPublisher(base(""), Duration.ofMillis(100));

    assertThat(impatient.put(request("/hang")))
        .isInstanceOfSatisfying(
            PutResult.Unreachable.class, u -> assertThat(u.reason()).contains("timed out"));
  }

  @Test
  void nobodyThereIsAResult() throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpSegmentPublisher lonely =
        new HttpSegmentPublisher(URI.create("http://127.0.0.1:" + port), TIMEOUT);

    assertThat(lonely.put(request("/t/e/v-1.m4s"))).isInstanceOf(PutResult.Unreachable.class);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            path,
            exchange.getRequestHeaders(),
            body,
            exchange.getRemoteAddress().getPort()));
    if (path.equals("/drop")) {
      exchange.close();
      return;
    }
    if (path.equals("/hang")) {
      awaitRelease();
    }
    boolean refuse = path.startsWith("/status/");
    int status = refuse ? Integer.parseInt(path.substring("/status/".length())) : 201;
    byte[] text = (refuse ? "no".repeat(1000) : "ok").getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpSegmentPublisher publisher(String prefix) {
    return new HttpSegmentPublisher(base(prefix), TIMEOUT);
  }

  private URI base(String prefix) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
  }

  private static PutRequest request(String path) {
    return new PutRequest(path, "video/mp4", new byte[] {1, 2, 3}, Optional.empty());
  }
}
