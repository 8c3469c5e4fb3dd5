package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectedClientsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Map<String, Integer> UNBOUNDED =
      Map.of("connections", 0, "connection-rate", 0, "request-rate", 0, "handshake-rate", 0);

  /** Begins near the end of the range: clocks of machines may. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 3);

  private ConnectedClients connectedClients(String key, int value) {
    return new ConnectedClients(limits().with(Map.of(key, value)), nanos::get);
  }

  private static ClientLimits limits() {
    return ClientLimits.operators().with(UNBOUNDED);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static ClientConnection clientConnection(
      ConnectedClients connectedClients, String address) {
    return connectedClients.connect(address(address)).orElseThrow();
  }

  @Test
  void aClientHasSoManyConnectionsAndOthersHaveTheirOwn() {
    ConnectedClients connectedClients = connectedClients("connections", 2);
    ClientConnection first = clientConnection(connectedClients, "192.0.2.1");
    clientConnection(connectedClients, "192.0.2.1");
    assertThat(connectedClients.connect(address("192.0.2.1"))).isEmpty();
    assertThat(connectedClients.connect(address("192.0.2.2"))).isPresent();
    assertThat(connectedClients.refused(ClientRefusal.CONNECTIONS)).isEqualTo(1);
    assertThat(connectedClients.connected()).isEqualTo(3);
    first.close();
    first.close();
    assertThat(connectedClients.connected()).isEqualTo(2);
    assertThat(connectedClients.connect(address("192.0.2.1"))).isPresent();
    assertThat(connectedClients.connect(address("192.0.2.1")))
        .as("closed twice counts once")
        .isEmpty();
  }

  @Test
  void aSubscriberOfIpv6IsOneClientWhateverAddressItTakes() {
    ConnectedClients connectedClients = connectedClients("connections", 1);
    clientConnection(connectedClients, "2001:db8:0:1::1");
    assertThat(connectedClients.connect(address("2001:db8:0:1:ffff::2"))).isEmpty();
    assertThat(connectedClients.connect(address("2001:db8:1:1::1"))).isPresent();
    clientConnection(connectedClients, "192.0.2.1");
    assertThat(connectedClients.connect(address("::ffff:192.0.2.1"))).isEmpty();
  }

  @Test
  void connectionsComeSoFastAtMost() {
    ConnectedClients connectedClients = connectedClients("connection-rate", 2);
    for (int i = 0; i < 2; i++) {
      clientConnection(connectedClients, "192.0.2.1").close();
    }
    assertThat(connectedClients.connect(address("192.0.2.1"))).isEmpty();
    assertThat(connectedClients.connect(address("192.0.2.2"))).isPresent();
    assertThat(connectedClients.refused(ClientRefusal.CONNECTION_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND / 2);
    assertThat(connectedClients.connect(address("192.0.2.1"))).isPresent();
    assertThat(connectedClients.connect(address("192.0.2.1"))).isEmpty();
  }

  @Test
  void requestsOfAllConnectionsOfAClientCount() {
    ConnectedClients connectedClients = connectedClients("request-rate", 2);
    ClientConnection one = clientConnection(connectedClients, "192.0.2.1");
    ClientConnection two = clientConnection(connectedClients, "192.0.2.1");
    assertThat(one.request()).isTrue();
    assertThat(two.request()).isTrue();
    assertThat(one.request()).isFalse();
    assertThat(clientConnection(connectedClients, "192.0.2.2").request()).isTrue();
    assertThat(connectedClients.refused(ClientRefusal.REQUEST_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND);
    assertThat(one.request()).isTrue();
  }

  @Test
  void handshakesOfAllClientsCount() {
    ConnectedClients connectedClients = connectedClients("handshake-rate", 1);
    assertThat(clientConnection(connectedClients, "192.0.2.1").handshake()).isTrue();
    assertThat(clientConnection(connectedClients, "192.0.2.2").handshake()).isFalse();
    assertThat(connectedClients.refused(ClientRefusal.HANDSHAKE_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND);
    assertThat(clientConnection(connectedClients, "192.0.2.2").handshake()).isTrue();
  }

  /** A client that wants all handshakes leaves three quarters to others, also by IPv6. */
  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1, 192.0.2.2", "2001:db8:0:%x::1, 2001:db8:0:1::, 2001:db8:1::1"})
  void noClientTakesTheHandshakesOfAll(String flood, String same, String other) {
    ConnectedClients connectedClients = connectedClients("handshake-rate", 8);
    for (int i = 0; i < 100; i++) {
      boolean taken = clientConnection(connectedClients, flood.formatted(i)).handshake();
      assertThat(taken).as("handshake " + i).isEqualTo(i < 2);
    }
    assertThat(clientConnection(connectedClients, same).handshake()).isFalse();
    for (int i = 0; i < 2; i++) {
      assertThat(clientConnection(connectedClients, other).handshake()).isTrue();
    }
    assertThat(connectedClients.refused(ClientRefusal.HANDSHAKE_RATE)).isEqualTo(99);
  }

  /** A machine may have a /56, or a /48: thousands of clients that are one. */
  @Test
  void aSiteHasTheConnectionsOfOneClientAndFourTimesItsRates() {
    ConnectedClients connections = connectedClients("connections", 2);
    ClientConnection first = clientConnection(connections, "2001:db8:0:1::1");
    clientConnection(connections, "2001:db8:0:2::1");
    assertThat(connections.connect(address("2001:db8:0:3::1"))).isEmpty();
    assertThat(connections.connect(address("2001:db8:1:3::1"))).isPresent();
    first.close();
    assertThat(connections.connect(address("2001:db8:0:3::1"))).isPresent();

    ConnectedClients rates = connectedClients("connection-rate", 1);
    for (int i = 0; i < 6; i++) {
      boolean taken = rates.connect(address("2001:db8:0:%x::1".formatted(i))).isPresent();
      assertThat(taken).isEqualTo(i < 4);
    }

    ConnectedClients requests = connectedClients("request-rate", 1);
    for (int i = 0; i < 6; i++) {
      boolean taken = clientConnection(requests, "2001:db8:0:%x::1".formatted(i)).request();
      assertThat(taken).isEqualTo(i < 4);
    }
  }

  @Test
  void whoIsTrustedIsNotBounded() {
    ClientLimits ones =
        limits()
            .with(
                Map.of(
                    "connections", 1, "connection-rate", 1, "request-rate", 1, "handshake-rate", 1))
            .withTrusted(TrustedNetworks.of("trusted", List.of("192.0.2.0/24")));
    ConnectedClients connectedClients = new ConnectedClients(ones, nanos::get);
    for (int i = 0; i < 3; i++) {
      ClientConnection clientConnection = clientConnection(connectedClients, "192.0.2.1");
      assertThat(clientConnection.handshake()).isTrue();
      assertThat(clientConnection.request()).isTrue();
    }
    assertThat(clientConnection(connectedClients, "198.51.100.1").handshake()).isTrue();
    assertThat(connectedClients.connect(address("198.51.100.1"))).isEmpty();
  }

  @Test
  void memoryIsBoundedHoweverManyAddressesCome() {
    ConnectedClients connectedClients = connectedClients("connection-rate", 1);
    for (int i = 0; i < ConnectedClients.MOST + 10; i++) {
      Optional<ClientConnection> clientConnection =
          connectedClients.connect(
              address((i >> 16) + 10 + "." + (i >> 8 & 255) + "." + (i & 255) + ".1"));
      clientConnection.ifPresent(ClientConnection::close);
    }
    assertThat(connectedClients.remembered()).isEqualTo(ConnectedClients.MOST);
    // All that came beyond are one client.
    assertThat(connectedClients.connect(address("198.51.100.1"))).isEmpty();
    nanos.addAndGet(2 * SECOND);
    assertThat(connectedClients.connect(address("198.51.100.1"))).isPresent();
    assertThat(connectedClients.remembered()).isEqualTo(1);
  }
}
