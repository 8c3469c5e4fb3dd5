package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.Wire;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.testing.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What one client may take of the ingest listener, from real sockets. */
@ParameterizedClass
@EnumSource(Wire.class)
class IngestClientLimitsTest {
  private static final String HEALTH = "GET /-/health/live HTTP/1.1";
  private static final String HOST = "Host: origin";

  private final Wire wire;
  private final List<AutoCloseable> opened = new ArrayList<>();

  IngestClientLimitsTest(Wire wire) {
    this.wire = wire;
  }

  private TestListener listener(ClientLimits limits) {
    TestListener made =
        wire.listener(
            new UploadLimits(TestListener.CAP, 4L * TestListener.CAP, Duration.ofMinutes(2), 8)
                .withClients(limits),
            TestListener.delivery(Duration.ofSeconds(5)),
            ListenerAccess.open("a"));
    opened.add(made);
    return made;
  }

  private TestListener listener(String key, int value) {
    return listener(ClientLimits.packagers().with(Map.of(key, value)));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private RawClient connect(TestListener to) throws IOException {
    RawClient client = new RawClient(to.connect());
    opened.add(client);
    return client;
  }

  private static boolean answered(RawClient client) {
    try {
      return client.head(HEALTH, HOST).answer().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** How often, as the figures say. */
  private static long refused(TestListener listener, String reason) {
    return listener
        .metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith("ingest_connections_refused_total{"))
        .filter(line -> line.contains("reason=\"" + reason + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void anAddressHasSoManyConnections() throws Exception {
    TestListener listener = listener("connections", 2);
    RawClient first = connect(listener);
    RawClient second = connect(listener);
    assertThat(answered(first)).isTrue();
    assertThat(answered(second)).isTrue();
    assertThat(answered(connect(listener))).isFalse();
    assertThat(refused(listener, "connections")).isEqualTo(1);
    second.close();
    await().until(() -> answered(connect(listener)));
  }

  @Test
  void connectionsOfAnAddressComeSoFastAtMost() throws Exception {
    TestListener listener = listener("connection-rate", 1);
    RawClient first = connect(listener);
    assertThat(answered(first)).isTrue();
    await()
        .until(
            () -> {
              answered(connect(listener));
              return refused(listener, "connection-rate") > 0;
            });
    // And who comes more slowly is let in.
    await().until(() -> answered(connect(listener)));
  }

  @Test
  void anAddressAsksSoOften() throws Exception {
    TestListener listener = listener("request-rate", 1);
    RawClient client = connect(listener);
    Answer answer = client.head(HEALTH, HOST).answer();
    while (answer.status() == 200) {
      answer = client.head(HEALTH, HOST).answer();
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.text("code")).isEqualTo("too-many-requests");
    assertThat(answer.headers()).containsEntry("Retry-After", "1");
    await().until(() -> answered(client));
  }

  /** The body of whoever is refused is read, so that he sees why. */
  @Test
  void anUploadThatComesTooOftenIsRefusedAndTheConnectionGoesOn() throws Exception {
    TestListener listener = listener("request-rate", 1);
    byte[] body = Mp4.segment(NUMBER, 1);
    RawClient client = connect(listener);
    String put = "PUT /acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1";
    String sized = "Content-Length: " + body.length;
    Answer answer = client.head(put, HOST, sized).bytes(body).answer();
    assertThat(answer.status()).isEqualTo(201);
    while (answer.status() != 429) {
      answer = client.head(put, HOST, sized).bytes(body).answer();
    }
    assertThat(answer.text("code")).isEqualTo("too-many-requests");
    assertThat(listener.told)
        .anySatisfy(told -> assertThat(told.code()).isEqualTo("too-many-requests"));
  }

  @Test
  void aRequestHasSoManyFields() throws Exception {
    TestListener listener = listener("header-fields", 10);
    List<String> lines = new ArrayList<>(List.of(HEALTH, HOST));
    for (int i = 0; i < 9; i++) {
      lines.add("X-" + i + ": 1");
    }
    assertThat(connect(listener).head(lines.toArray(String[]::new)).answer().status())
        .isEqualTo(200);
    lines.add("X-9: 1");
    RawClient client = connect(listener);
    Answer answer = client.head(lines.toArray(String[]::new)).answer();
    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.text("code")).isEqualTo("malformed-header");
    assertThat(answered(client)).as("the connection ends").isFalse();
    assertThat(refused(listener, "header-fields")).isEqualTo(1);
  }

  @Test
  void whoIsTrustedIsNotBounded() throws Exception {
    TestListener listener =
        listener(
            ClientLimits.packagers()
                .with(
                    Map.of(
                        "connections", 1,
                        "connection-rate", 1,
                        "request-rate", 1,
                        "handshake-rate", 1))
                .withTrusted(TrustedNetworks.of("trusted", List.of("127.0.0.0/8"))));
    for (int i = 0; i < 5; i++) {
      RawClient client = connect(listener);
      assertThat(answered(client)).isTrue();
      assertThat(answered(client)).isTrue();
    }
  }

  /** Bytes go on coming until the listener ends it: the idle time-out is two minutes. */
  private static void trickle(Socket socket, byte[] bytes) throws IOException {
    await()
        .pollInterval(Duration.ofMillis(30))
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              try {
                socket.getOutputStream().write(bytes);
                socket.setSoTimeout(1);
                return socket.getInputStream().read() < 0;
              } catch (SocketTimeoutException e) {
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  private static ClientLimits hasty() {
    ClientLimits limits = ClientLimits.packagers();
    return new ClientLimits(
        limits.connections(),
        0,
        0,
        0,
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        100,
        TrustedNetworks.none());
  }

  @Test
  void aHeadMustComeInTimeHoweverBusilyItTrickles() throws Exception {
    TestListener listener = listener(hasty());
    RawClient other = connect(listener);
    assertThat(answered(other)).isTrue();
    try (Socket socket = listener.connect()) {
      socket.getOutputStream().write((HEALTH + "\r\nX: ").getBytes("US-ASCII"));
      trickle(socket, new byte[] {'a'});
    }
    try (Socket socket = listener.connect()) {
      trickle(socket, new byte[] {'\r', '\n'});
    }
    assertThat(refused(listener, "head-time")).isEqualTo(2);
    assertThat(answered(other)).as("silence between requests is no head").isTrue();
  }

  /** A connection that waits for its next request is not one that sends a head. */
  @Test
  void aKeptConnectionIsNotEnded() throws Exception {
    TestListener listener = listener(hasty());
    RawClient client = connect(listener);
    assertThat(answered(client)).isTrue();
    byte[] body = Mp4.segment(NUMBER, 1);
    RawClient packager = connect(listener);
    String put = "PUT /acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1";
    packager.head(put, HOST, "Content-Length: " + body.length).bytes(body);
    assertThat(packager.answer().status()).isEqualTo(201);
    await().pollDelay(Duration.ofMillis(1_500)).until(() -> answered(client));
    assertThat(answered(packager)).isTrue();
    assertThat(refused(listener, "head-time")).isZero();
  }

  @Test
  void aHandshakeOrARecordMustComeInTimeToo() throws Exception {
    TestListener listener = listener(hasty());
    if (wire != Wire.TLS) {
      return;
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      // A record of a handshake (22) of 16 KiB, which does not come.
      socket.getOutputStream().write(new byte[] {22, 3, 1, 64, 0});
      trickle(socket, new byte[] {1});
    }
    assertThat(refused(listener, "handshake-time")).isEqualTo(1);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        SSLSocket tls =
            (SSLSocket)
                listener
                    .tls
                    .orElseThrow()
                    .client()
                    .getSocketFactory()
                    .createSocket(plain, "127.0.0.1", listener.port(), false)) {
      tls.startHandshake();
      tls.getOutputStream().write((HEALTH + "\r\nHost: x\r\n\r\n").getBytes("US-ASCII"));
      assertThat(tls.getInputStream().read()).isEqualTo('H');
      // Application data (23) of 16 KiB, which does not come.
      plain.getOutputStream().write(new byte[] {23, 3, 3, 64, 0});
      trickleRaw(plain);
    }
    assertThat(refused(listener, "head-time")).isEqualTo(1);
  }

  /** What the server says within TLS before it closes is not looked at. */
  private static void trickleRaw(Socket socket) {
    await()
        .pollInterval(Duration.ofMillis(30))
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              try {
                socket.getOutputStream().write(1);
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  void handshakesOfAllClientsComeSoFastAtMost() throws Exception {
    if (wire != Wire.TLS) {
      return;
    }
    TestListener listener = listener("handshake-rate", 1);
    RawClient first = connect(listener);
    assertThat(answered(first)).isTrue();
    await()
        .until(
            () -> {
              answered(connect(listener));
              return refused(listener, "handshake-rate") > 0;
            });
    await().until(() -> answered(connect(listener)));
  }

  /** TLS 1.2 lets a client begin another handshake on its connection, as often as it likes. */
  @Test
  void noHandshakeIsMadeTwice() throws Exception {
    if (wire != Wire.TLS) {
      return;
    }
    TestListener listener = listener(ClientLimits.packagers());
    try (SSLSocket socket = (SSLSocket) listener.connect()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      AtomicInteger handshakes = new AtomicInteger();
      socket.addHandshakeCompletedListener(made -> handshakes.incrementAndGet());
      socket.startHandshake();
      assertThatThrownBy(
              () -> {
                // In this thread, and until its end.
                socket.startHandshake();
                for (int read = 0; read >= 0; read = socket.getInputStream().read()) {}
                throw new EOFException();
              })
          .isInstanceOf(IOException.class);
      await().until(() -> handshakes.get() == 1);
    }
  }
}
