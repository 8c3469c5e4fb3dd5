package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.RawClient.Answer;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import io.liveorigin.testing.Patience;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one client may take of the listeners of a node, from real sockets. */
@ParameterizedClass
@MethodSource("doors")
class ServingClientLimitsTest {
  enum Door {
    PUBLIC("/time"),
    ADMIN("/health/live");

    private final String path;

    Door(String path) {
      this.path = path;
    }
  }

  static Stream<Arguments> doors() {
    return Arrays.stream(Door.values())
        .flatMap(door -> Arrays.stream(Wire.values()).map(wire -> Arguments.of(door, wire)));
  }

  private static final int DEAF = 80;

  private final Door door;
  private final Wire wire;
  private final String get;
  private final List<AutoCloseable> opened = new ArrayList<>();

  ServingClientLimitsTest(Door door, Wire wire) {
    this.door = door;
    this.wire = wire;
    this.get = RawClient.request("GET", door.path);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private TestNode node(ClientLimits limits) {
    TestNode node = wire.node(config -> config.withTls(config.tls().withLimits(limits, limits)));
    opened.add(node);
    return node;
  }

  private static ClientLimits unbounded() {
    return ClientLimits.viewers(20_000);
  }

  private TestNode node(String key, int value) {
    return node(unbounded().with(Map.of(key, value)));
  }

  private int port(TestNode node) {
    return door == Door.ADMIN ? node.server.adminPort() : node.server.port();
  }

  private RawClient connect(TestNode node) throws IOException {
    RawClient client = new RawClient(node.connect(new Socket(), port(node)));
    opened.add(client);
    return client;
  }

  private boolean answered(RawClient client) {
    try {
      return status(client.send(get).answer("GET")) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Connects, or does not come as far. */
  private boolean answered(TestNode node) {
    try {
      return answered(connect(node));
    } catch (IOException e) {
      return false;
    }
  }

  private static int status(Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/1.1 "))
        .mapToInt(line -> Integer.parseInt(line.substring(9, 12)))
        .findFirst()
        .orElseThrow();
  }

  private long refused(TestNode node, String reason) {
    return (long)
        node.meters
            .get("serving.connections.refused")
            .tag("listener", door == Door.ADMIN ? "admin" : "public")
            .tag("reason", reason)
            .functionCounter()
            .count();
  }

  @Test
  void anAddressHasSoManyConnections() throws IOException {
    TestNode node = node("connections", 2);
    RawClient first = connect(node);
    RawClient second = connect(node);
    assertThat(answered(first)).isTrue();
    assertThat(answered(second)).isTrue();
    assertThat(answered(node)).isFalse();
    assertThat(refused(node, "connections")).isEqualTo(1);
    second.close();
    await().until(() -> answered(node));
    assertThat(answered(first)).isTrue();
  }

  @Test
  void connectionsOfAnAddressComeSoFastAtMost() {
    TestNode node = node("connection-rate", 1);
    await()
        .until(
            () -> {
              answered(node);
              return refused(node, "connection-rate") > 0;
            });
    await().until(() -> answered(node));
  }

  /** Of what is in memory as of all else: it is refused for its own sake, not that of others. */
  @Test
  void anAddressAsksSoOften() throws IOException {
    TestNode node = node("request-rate", 1);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    List<String> requests = new ArrayList<>(List.of(get));
    if (door == Door.PUBLIC) {
      requests.add(RawClient.request("GET", TestNode.path(edge)));
    }
    for (String request : requests) {
      RawClient client = connect(node);
      await().until(() -> status(client.send(request).answer("GET")) == 200);
      Answer answer = client.send(request).answer("GET");
      while (status(answer) == 200) {
        answer = client.send(request).answer("GET");
      }
      assertThat(status(answer)).isEqualTo(door == Door.ADMIN ? 429 : 503);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .contains(door == Door.ADMIN ? "\"too-many-requests\"" : "\"overloaded\"");
      assertThat(answer.head()).contains("Retry-After: 1", "Cache-Control: no-store");
    }
    assertThat(refused(node, "request-rate")).isPositive();
  }

  @Test
  void aRequestHasSoManyFields() throws IOException {
    TestNode node = node("header-fields", 10);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    String path = door == Door.PUBLIC ? TestNode.path(edge) : door.path;
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      fields.add("X-" + i + ": 1");
    }
    RawClient client = connect(node);
    client.send(RawClient.request("GET", path, fields.toArray(String[]::new)));
    assertThat(status(client.answer("GET"))).isEqualTo(200);
    fields.add("X-9: 1");
    client.send(RawClient.request("GET", path, fields.toArray(String[]::new)));
    assertThat(status(client.answer("GET"))).isEqualTo(431);
    assertThat(client.ended()).isTrue();
    assertThat(refused(node, "header-fields")).isEqualTo(1);
  }

  @Test
  void whoIsTrustedIsNotBounded() throws IOException {
    TestNode node =
        node(
            unbounded()
                .with(
                    Map.of(
                        "connections", 1,
                        "connection-rate", 1,
                        "request-rate", 1,
                        "handshake-rate", 1))
                .withTrusted(TrustedNetworks.of("trusted", List.of("127.0.0.0/8"))));
    for (int i = 0; i < 5; i++) {
      RawClient client = connect(node);
      assertThat(answered(client)).isTrue();
      assertThat(answered(client)).isTrue();
    }
  }

  private static ClientLimits hasty() {
    Duration half = Duration.ofMillis(500);
    return new ClientLimits(0, 0, 0, 0, half, half, 100, TrustedNetworks.none());
  }

  /** Bytes go on coming until the listener ends it: the idle time-out is 40 s. */
  private static void trickle(Socket socket, byte[] bytes) {
    await()
        .pollInterval(Duration.ofMillis(30))
        .atMost(Duration.ofSeconds(30))
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

  private static void trickleRaw(Socket socket) {
    await()
        .pollInterval(Duration.ofMillis(30))
        .atMost(Duration.ofSeconds(30))
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
  void aHeadMustComeInTimeHoweverBusilyItTrickles() throws IOException {
    TestNode node = node(hasty());
    RawClient other = connect(node);
    assertThat(answered(other)).isTrue();
    for (String beginning : List.of("GET /time HTTP/1.1\r\nX: ", "G", "\r\n")) {
      try (Socket socket = node.connect(new Socket(), port(node))) {
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        trickle(socket, (beginning.isBlank() ? "\r\n" : "A").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(refused(node, "head-time")).isEqualTo(3);
    assertThat(answered(other)).as("silence between requests is no head").isTrue();
  }

  /** Whichever thread has answered, and looks for the next request: none has begun. */
  @Test
  void aKeptConnectionIsNotEnded() throws IOException {
    TestNode node = node(hasty());
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    node.old(edge - 5, Samples.bytes(10, 2));
    List<String> requests = new ArrayList<>(List.of(get));
    if (door == Door.PUBLIC) {
      requests.add(RawClient.request("GET", TestNode.path(edge)));
      requests.add(RawClient.request("GET", TestNode.path(edge - 5)));
      requests.add(RawClient.request("GET", TestNode.path(edge), "Range: lines=1"));
    } else {
      requests.add("GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\n1");
      requests.add("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }
    List<RawClient> clients = new ArrayList<>();
    for (String request : requests) {
      RawClient client = connect(node).send(request);
      assertThat(status(client.answer("GET"))).as(request).isEqualTo(200);
      clients.add(client);
    }
    await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
    assertThat(refused(node, "head-time")).isZero();
    assertThat(clients).allSatisfy(client -> assertThat(answered(client)).isTrue());
  }

  /** After an answer, what comes is a head again. */
  @Test
  void aLaterHeadMustComeInTimeToo() throws IOException {
    TestNode node = node(hasty());
    RawClient client = connect(node);
    assertThat(answered(client)).isTrue();
    client.send("GET / HTTP/1.1\r\n");
    trickle(client.socket(), new byte[] {'A'});
    assertThat(refused(node, "head-time")).isEqualTo(1);
  }

  @Test
  void aHandshakeOrARecordMustComeInTimeToo() throws IOException {
    if (wire != Wire.TLS) {
      return;
    }
    TestNode node = node(hasty());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(node))) {
      // A record of a handshake (22) of 16 KiB, which does not come.
      socket.getOutputStream().write(new byte[] {22, 3, 1, 64, 0});
      trickle(socket, new byte[] {1});
    }
    assertThat(refused(node, "handshake-time")).isEqualTo(1);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(node));
        Socket tls =
            node.tls
                .orElseThrow()
                .client()
                .getSocketFactory()
                .createSocket(plain, "127.0.0.1", port(node), false)) {
      tls.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      assertThat(tls.getInputStream().read()).isEqualTo('H');
      // Application data (23) of 16 KiB, which does not come.
      plain.getOutputStream().write(new byte[] {23, 3, 3, 64, 0});
      trickleRaw(plain);
    }
    assertThat(refused(node, "head-time")).isEqualTo(1);
  }

  @Test
  void handshakesOfAllClientsComeSoFastAtMost() {
    if (wire != Wire.TLS) {
      return;
    }
    TestNode node = node("handshake-rate", 1);
    await()
        .until(
            () -> {
              answered(node);
              return refused(node, "handshake-rate") > 0;
            });
    await().until(() -> answered(node));
  }

  /** One byte that begins no HTTP is the beginning of a handshake. */
  @Test
  void oneAddressTakesNotTheHandshakesOfAll() throws IOException {
    if (wire != Wire.TLS) {
      return;
    }
    TestNode node = node("handshake-rate", 40);
    int port = door == Door.PUBLIC ? node.server.port() : node.server.adminPort();
    for (int i = 0; i < 60; i++) {
      Socket flood =
          new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName("127.0.0.2"), 0);
      opened.add(flood);
      flood.getOutputStream().write(22);
    }
    await().until(() -> refused(node, "handshake-rate") > 0);
    for (int i = 0; i < 5; i++) {
      assertThat(answered(node)).isTrue();
    }
  }

  /** TLS 1.2 lets a client begin another handshake on its connection, as often as it likes. */
  @Test
  void noHandshakeIsMadeTwice() throws Exception {
    if (wire != Wire.TLS) {
      return;
    }
    TestNode node = node(unbounded());
    try (SSLSocket socket = (SSLSocket) node.connect(new Socket(), port(node))) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      AtomicInteger handshakes = new AtomicInteger();
      socket.addHandshakeCompletedListener(made -> handshakes.incrementAndGet());
      socket.startHandshake();
      try {
        socket.startHandshake();
        int read = socket.getInputStream().read();
        while (read >= 0) {
          read = socket.getInputStream().read();
        }
      } catch (IOException e) {
        // The connection was ended.
        assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
      }
      await().until(() -> handshakes.get() == 1);
    }
  }

  /**
   * More than the listener has threads; each asks for more than a socket takes, whose send buffer
   * grows to 4 MiB on Linux (the default of {@code net.ipv4.tcp_wmem}): 20 segments of 1 MiB, or
   * 500 answers of {@code /metrics} of at least 12 KiB.
   */
  @Test
  void whoDoesNotReadHoldsNoThreadAndLosesItsConnection() throws IOException {
    Duration window = Duration.ofSeconds(2);
    TestNode node =
        wire.node(
            config ->
                config
                    .withTls(config.tls().withLimits(unbounded(), unbounded()))
                    .withReaders(new SlowReaderSettings(16 * 1024, window, window, 1)));
    opened.add(node);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(1024 * 1024, 1));
    boolean admin = door == Door.ADMIN;
    String asked =
        admin
            ? "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            : RawClient.request("GET", TestNode.path(edge));
    String many = asked.repeat(admin ? 500 : 20);
    for (int i = 0; i < DEAF; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      RawClient deaf = new RawClient(node.connect(socket, port(node)));
      opened.add(deaf);
      deaf.send(many);
    }
    assertThat(answered(node)).isTrue();
    await()
        .until(
            () ->
                node.meters.get("serving.readers.dropped").tag("reason", "rate").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum()
                    >= DEAF);
    assertThat(answered(node)).isTrue();
  }
}
