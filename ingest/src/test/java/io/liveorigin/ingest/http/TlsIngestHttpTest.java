package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.GuardedConnector;
import io.liveorigin.access.connection.TlsConnectionFactory;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.TestTls;
import io.liveorigin.ingest.support.Wire;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads over TLS. What packagers do on the wire is {@link RawUploadTest}'s. */
class TlsIngestHttpTest {
  private static final Duration RELOADED = Duration.ofSeconds(20);
  private static final String PATH = "/acme/cup/v0-" + NUMBER + ".m4s";
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);

  private final TestListener listener = Wire.TLS.listener();
  private final TestTls tls = listener.tls.orElseThrow();

  @AfterEach
  void close() {
    listener.close();
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket = (SSLSocket) listener.connect();
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    return socket;
  }

  @Test
  void bodiesOfKnownAndUnknownLengthAreStored() throws Exception {
    Client client = new Client(tls.client());
    assertThat(client.put(listener.uri(PATH), BODY).status()).isEqualTo(201);
    URI next = listener.uri("/acme/cup/v0-" + (NUMBER + 1) + ".m4s");
    Answer chunked = client.send("PUT", next, Client.chunked(Mp4.segment(NUMBER + 1, 1)));
    assertThat(chunked.status()).isEqualTo(201);
    assertThat(listener.log.appends()).hasSize(2);
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws Exception {
    try (RawClient client = new RawClient(connect())) {
      client.head(
          "PUT " + PATH + " HTTP/1.1",
          "Host: origin",
          "Expect: 100-continue",
          "Content-Length: " + BODY.length);
      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.bytes(BODY).answer().status()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theTwoVersionsAreSpoken(String version) throws Exception {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void plainHttpIsToldThatThisIsTls() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      String head = "PUT " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .endsWith("this listener speaks TLS: use https://\n");
    }
    assertThat(listener.log.appends()).isEmpty();
  }

  @Test
  void tlsOnAPlainListenerFailsAndHarmsNothing() throws Exception {
    try (TestListener open = new TestListener()) {
      assertThatThrownBy(
              () ->
                  ((SSLSocket)
                          tls.client()
                              .getSocketFactory()
                              .createSocket(InetAddress.getLoopbackAddress(), open.port()))
                      .startHandshake())
          .isInstanceOf(SSLException.class);
      assertThat(new Client().put(open.uri(PATH), BODY).status()).isEqualTo(201);
    }
  }

  /** The half of a body before, the other after: an upload sees nothing of the change. */
  @Test
  void anUploadGoesOnWhileTheCertificateChanges() throws Exception {
    IssuedCertificate next = tls.authority.issue(TestTls.subject("next"));
    int half = BODY.length / 2;
    try (RawClient client = new RawClient(connect())) {
      client.head("PUT " + PATH + " HTTP/1.1", "Host: origin", "Content-Length: " + BODY.length);
      client.bytes(Arrays.copyOf(BODY, half));
      // Bodies may rest for a second here: what follows comes in pieces.
      CompletableFuture<Void> changed =
          CompletableFuture.runAsync(
              () -> await().atMost(RELOADED).until(() -> shown().equals(next.chain().get(0))));
      tls.renew(next);
      int sent = half;
      while (!changed.isDone() && sent < BODY.length - 1) {
        client.bytes(Arrays.copyOfRange(BODY, sent, sent + 1));
        sent++;
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      }
      changed.join();
      client.bytes(Arrays.copyOfRange(BODY, sent, BODY.length));
      assertThat(client.answer().status()).isEqualTo(201);
    }
  }

  private Certificate shown() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aCertificateThatIsNotTrustedOrHasExpiredFailsInTheHandshake() {
    Instant now = Instant.now();
    List<IssuedCertificate> refused =
        List.of(
            // Of the same name: Java's client sends none that was not asked for.
            new PrivateAuthority(TestTls.subject("authority"), new SecureRandom())
                .issue(TestTls.subject("packager")),
            tls.authority.issue(
                TestTls.subject("packager")
                    .from(now.minus(Duration.ofDays(2)))
                    .until(now.minus(Duration.ofDays(1)))));
    for (IssuedCertificate packager : refused) {
      Client client = new Client(tls.client(packager));
      assertThatThrownBy(() -> client.put(listener.uri(PATH), BODY))
          .isInstanceOf(IOException.class);
    }
    assertThat(listener.log.appends()).isEmpty();
  }

  @Test
  void whenTheCertificateExpiresIsMeasured() throws Exception {
    Answer answer =
        new Client(tls.client()).send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0]));
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .containsPattern("(?m)^tls_certificate_remaining_seconds\\{pipeline=\"a\"} [0-9]+")
        .contains("tls_files_refused{pipeline=\"a\"} 0.0");
  }

  /** Whoever checks credentials reads the certificate where servlets have it. */
  @Test
  void theServletSeesTheCertificateThatWasVerified() throws Exception {
    IssuedCertificate packager = tls.authority.issue(TestTls.subject("packager"));
    try (ListenerTls own = ListenerTls.start("tls", tls.files(), Clock.systemUTC())) {
      Javalin javalin = Javalin.create(config -> seen(config, own)).start();
      try {
        assertThat(seen(javalin, tls.client(packager))).isEqualTo("CN=packager");
        assertThat(seen(javalin, tls.client())).isEqualTo("none");
      } finally {
        javalin.stop();
      }
    }
  }

  private static void seen(JavalinConfig config, ListenerTls own) {
    config.startup.showJavalinBanner = false;
    ConnectedClients connectedClients =
        new ConnectedClients(ClientLimits.packagers(), System::nanoTime);
    config.jetty.addConnector(
        (server, http) ->
            new GuardedConnector(
                server,
                GuardedConnector.CHOSEN_BY_JETTY,
                connectedClients,
                new SlowResponses(connectedClients, Duration.ofSeconds(20), System::nanoTime)
                    ::endPoint,
                TlsConnectionFactory.before(
                    Optional.of(own), connectedClients, new HttpConnectionFactory(http))));
    config.routes.get(
        "/",
        ctx -> {
          Object attribute = ctx.req().getAttribute("jakarta.servlet.request.X509Certificate");
          ctx.result(
              attribute instanceof X509Certificate[] chain
                  ? chain[0].getSubjectX500Principal().getName()
                  : "none");
        });
  }

  private static String seen(Javalin javalin, SSLContext context) throws Exception {
    Answer answer =
        new Client(context)
            .send(
                "GET",
                URI.create("https://localhost:" + javalin.port() + "/"),
                Client.sized(new byte[0]));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
