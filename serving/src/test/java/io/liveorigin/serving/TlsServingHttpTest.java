package io.liveorigin.serving;

import static io.liveorigin.serving.support.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.TestTls;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both listeners of a node with TLS. What comes within it is {@link PlainConnectionTest}'s. */
class TlsServingHttpTest {
  private static final Duration RELOADED = Duration.ofSeconds(20);

  private final TestTls tls = new TestTls();

  /** All clients come from one address, and faster than one may begin handshakes. */
  private static final ClientLimits LIMITS = ClientLimits.viewers(20_000);

  private final TestNode node =
      new TestNode(
          Optional.of(tls), config -> config.withTls(config.tls().withLimits(LIMITS, LIMITS)));
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  private int port(String listener) {
    return listener.equals("admin") ? node.server.adminPort() : node.server.port();
  }

  private SSLSocket connect(SSLContext context, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    return socket;
  }

  private RawClient.Answer time(SSLContext context, String path, int port) throws IOException {
    try (RawClient client = new RawClient(connect(context, port))) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return client.answer("GET");
    }
  }

  private double plain() {
    return node.meters.get("serving.memory.responses").counter().count();
  }

  @Test
  void segmentsAreAnsweredInFrontOfTheServlet() {
    byte[] bytes = Samples.bytes(1_000_000, 1);
    node.publish(edge, bytes);
    HttpResponse<byte[]> whole = node.get(TestNode.path(edge));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(whole.sslSession()).isPresent();
    assertThat(node.head(TestNode.path(edge)).headers().firstValue("Content-Length"))
        .hasValue("1000000");
    HttpResponse<byte[]> part = node.get(TestNode.path(edge), "Range", "bytes=100-199");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 200));
    assertThat(plain()).isEqualTo(3);
  }

  @Test
  void oneHandshakeServesManyRequests() throws IOException {
    node.publish(edge, Samples.bytes(5_000, 1));
    try (RawClient client = new RawClient(connect(tls.client(), node.server.port()))) {
      for (int i = 0; i < 50; i++) {
        client.send(request("GET", TestNode.path(edge)));
        assertThat(client.answer("GET").digest())
            .isEqualTo(RawClient.digest(Samples.bytes(5_000, 1)));
      }
    }
    assertThat(plain()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({"public,TLSv1.3", "public,TLSv1.2", "admin,TLSv1.3", "admin,TLSv1.2"})
  void theTwoVersionsAreSpoken(String listener, String version) throws IOException {
    try (SSLSocket socket = connect(tls.client(), port(listener))) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  /** Java's own client refuses to try; so the beginning of its hello is written by hand. */
  @ParameterizedTest
  @CsvSource({"public,1", "public,2", "admin,1", "admin,2", "public,0", "admin,0"})
  void olderVersionsAreNotSpoken(String listener, int minor) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(listener))) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      socket.getOutputStream().write(hello((byte) minor));
      byte[] answer = socket.getInputStream().readAllBytes();
      // A fatal alert of TLS (RFC 8446, section 6), protocol_version, and the end.
      assertThat(answer).startsWith(21, 3);
      assertThat(answer).endsWith(2, 70);
    }
  }

  /** A ClientHello without extensions (RFC 5246, section 7.4.1.2). */
  private static byte[] hello(byte minor) {
    byte[] suites = {0, 0x2f, (byte) 0xc0, 0x13, (byte) 0xc0, 0x2f};
    byte[] body = new byte[2 + 32 + 1 + 2 + suites.length + 2];
    body[0] = 3;
    body[1] = minor;
    body[36] = (byte) suites.length;
    System.arraycopy(suites, 0, body, 37, suites.length);
    body[body.length - 2] = 1;
    byte[] record = new byte[5 + 4 + body.length];
    record[0] = 22;
    record[1] = 3;
    record[2] = minor;
    record[4] = (byte) (4 + body.length);
    record[5] = 1;
    record[8] = (byte) body.length;
    System.arraycopy(body, 0, record, 9, body.length);
    return record;
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void plainHttpIsToldThatThisIsTls(String listener) throws IOException {
    for (String method : List.of("GET", "DELETE")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(listener))) {
        socket.setSoTimeout(Patience.LIMIT_MILLIS);
        socket
            .getOutputStream()
            .write(
                (method + " /time HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer)
            .startsWith("HTTP/1.1 400 Bad Request\r\n")
            .endsWith("this listener speaks TLS: use https://\n");
      }
    }
  }

  @Test
  void tlsOnAPlainListenerIsABadRequest() throws IOException {
    try (TestNode open = new TestNode()) {
      for (int port : List.of(open.server.port(), open.server.adminPort())) {
        assertThatThrownBy(() -> connect(tls.client(), port).startHandshake())
            .isInstanceOf(SSLException.class);
      }
      assertThat(open.get("/time").statusCode()).isEqualTo(200);
    }
  }

  /** A client may have another credential: that it has no certificate ends no handshake. */
  @Test
  void anOperatorMayHaveACertificateOfTheAuthority() throws IOException {
    IssuedCertificate client = tls.authority.issue(TestTls.subject("client"));
    for (SSLContext context : List.of(tls.client(), tls.client(client))) {
      assertThat(time(context, "/health/live", port("admin")).head()).contains("HTTP/1.1 200 OK");
    }
  }

  /** A node whose public listener has an authority of clients, too. */
  private TestNode certified(UnaryOperator<ServingConfig> more) {
    Optional<TlsFiles> files = Optional.of(tls.files());
    return new TestNode(
        Optional.of(tls), config -> more.apply(config.withTls(new TlsSettings(files, files))));
  }

  /** Segments are answered in front of the servlet, an event without init segments by it. */
  @Test
  void aReaderNeedsACertificateOfTheAuthority() throws IOException {
    SSLContext client = tls.client(tls.authority.issue(TestTls.subject("client")));
    try (TestNode own = certified(config -> config)) {
      own.publish(edge, Samples.bytes(5_000, 1));
      // The second takes up the session of the first: with it goes the certificate.
      for (int i = 0; i < 2; i++) {
        assertThat(time(client, TestNode.path(edge), own.server.port()).head())
            .contains("HTTP/1.1 200 OK");
        assertThat(time(client, "/acme/news/manifest.mpd", own.server.port()).head())
            .contains("HTTP/1.1 404 Not Found");
      }
      for (String path : List.of(TestNode.path(edge), "/acme/news/manifest.mpd", "/no/such")) {
        RawClient.Answer refused = time(tls.client(), path, own.server.port());
        assertThat(refused.head()).contains("HTTP/1.1 403 Forbidden", "Cache-Control: no-store");
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
            .contains("\"code\":\"forbidden\"", "a certificate from its certificate authority");
      }
      assertThat(time(tls.client(), "/time", own.server.port()).head()).contains("HTTP/1.1 200 OK");
      assertThat(
              own.meters
                  .get("serving.access.refusals")
                  .tag("reason", "missing-certificate")
                  .counter()
                  .count())
          .isEqualTo(3);
    }
  }

  /** A certificate opens nothing that a secret protects. */
  @Test
  void whereThereIsASecretItDecidesAlone() throws IOException {
    String secret = "s3cr3t-canary-of-the-cdn";
    SSLContext client = tls.client(tls.authority.issue(TestTls.subject("client")));
    try (TestNode own =
        certified(config -> config.withCdnSecrets(new CdnSecrets(List.of(secret))))) {
      own.publish(edge, Samples.bytes(5_000, 1));
      String path = TestNode.path(edge);
      assertThat(time(client, path, own.server.port()).head()).contains("HTTP/1.1 403 Forbidden");
      try (RawClient cdn = new RawClient(connect(tls.client(), own.server.port()))) {
        cdn.send(request("GET", path, "Origin-CDN-Secret: " + secret));
        assertThat(cdn.answer("GET").head()).contains("HTTP/1.1 200 OK");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"public,/time", "admin,/health/live"})
  void aCertificateOfAnotherAuthorityOrAnExpiredOneFailsInTheHandshake(
      String listener, String path) {
    try (TestNode own = certified(config -> config)) {
      int port = listener.equals("admin") ? own.server.adminPort() : own.server.port();
      assertOthersFailInTheHandshake(path, port);
    }
  }

  private void assertOthersFailInTheHandshake(String path, int port) {
    Instant now = Instant.now();
    List<IssuedCertificate> refused =
        List.of(
            // Of the same name: Java's client sends none that was not asked for.
            new PrivateAuthority(TestTls.subject("authority"), new SecureRandom())
                .issue(TestTls.subject("client")),
            tls.authority.issue(
                TestTls.subject("client")
                    .from(now.minus(Duration.ofDays(2)))
                    .until(now.minus(Duration.ofDays(1)))));
    for (IssuedCertificate client : refused) {
      assertThatThrownBy(() -> time(tls.client(client), path, port))
          .isInstanceOfAny(IOException.class, AssertionError.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void aNewCertificateCountsForNewConnectionsAndEndsNone(String listener) throws IOException {
    String path = listener.equals("admin") ? "/health/live" : "/time";
    String get = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    IssuedCertificate next = tls.authority.issue(TestTls.subject("next"));
    try (SSLSocket before = connect(tls.client(), port(listener));
        RawClient client = new RawClient(before)) {
      client.send(get);
      assertThat(client.answer("GET").head()).contains("HTTP/1.1 200 OK");
      tls.renew(next);
      await().atMost(RELOADED).until(() -> shown(listener).equals(next.chain().get(0)));
      assertThat(before.getSession().getPeerCertificates()[0]).isEqualTo(tls.server.chain().get(0));
      client.send(get);
      assertThat(client.answer("GET").head()).contains("HTTP/1.1 200 OK");
    }
  }

  private Certificate shown(String listener) throws IOException {
    try (SSLSocket socket = connect(tls.client(), port(listener))) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aDownloadGoesOnWhileTheCertificateChanges() throws IOException {
    byte[] bytes = Samples.bytes(12 << 20, 1);
    node.publish(edge, bytes);
    IssuedCertificate next = tls.authority.issue(TestTls.subject("next"));
    try (RawClient client = new RawClient(connect(tls.client(), node.server.port()))) {
      client.send(request("GET", TestNode.path(edge)));
      await().until(() -> plain() == 1);
      tls.renew(next);
      await().atMost(RELOADED).until(() -> shown("public").equals(next.chain().get(0)));
      assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
    }
  }

  @Test
  void whenTheCertificateExpiresIsMeasured() {
    assertThat(
            node.meters.get("tls.certificate.remaining").tag("listener", "public").gauge().value())
        .isGreaterThan(364 * 86_400);
    assertThat(
            node.meters.get("tls.certificate.remaining").tag("listener", "admin").gauge().value())
        .isGreaterThan(364 * 86_400);
    assertThat(node.meters.get("tls.files.refused").tag("listener", "public").gauge().value())
        .isZero();
  }

  /** Each has connected, some have begun a hello; nobody else waits for them. */
  @Test
  void clientsThatDoNotShakeHandsHoldNoThread() throws IOException {
    List<Socket> strangers = new ArrayList<>();
    byte[] hello = hello((byte) 3);
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket =
            new Socket(
                InetAddress.getLoopbackAddress(), i % 2 == 0 ? port("public") : port("admin"));
        strangers.add(socket);
        socket.getOutputStream().write(hello, 0, i % 5 * 4);
      }
      assertThat(node.get("/time").statusCode()).isEqualTo(200);
      assertThat(node.send("GET", node.adminUri("/health/live")).statusCode()).isEqualTo(200);
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }
}
