package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.Visitors.Visit;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VisitorsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Map<String, Integer> UNBOUNDED =
      Map.of("connections", 0, "connection-rate", 0, "request-rate", 0, "handshake-rate", 0);

  /** Begins near the end of the range: clocks of machines may. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 3);

  private Visitors visitors(String key, int value) {
    return new Visitors(limits().with(Map.of(key, value)), nanos::get);
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

  private static Visit visit(Visitors visitors, String address) {
    return visitors.connect(address(address)).orElseThrow();
  }

  @Test
  void aClientHasSoManyConnectionsAndOthersHaveTheirOwn() {
    Visitors visitors = visitors("connections", 2);
    Visit first = visit(visitors, "192.0.2.1");
    visit(visitors, "192.0.2.1");
    assertThat(visitors.connect(address("192.0.2.1"))).isEmpty();
    assertThat(visitors.connect(address("192.0.2.2"))).isPresent();
    assertThat(visitors.refused(ClientRefusal.CONNECTIONS)).isEqualTo(1);
    assertThat(visitors.connected()).isEqualTo(3);
    first.close();
    first.close();
    assertThat(visitors.connected()).isEqualTo(2);
    assertThat(visitors.connect(address("192.0.2.1"))).isPresent();
    assertThat(visitors.connect(address("192.0.2.1"))).as("closed twice counts once").isEmpty();
  }

  @Test
  void aSubscriberOfIpv6IsOneClientWhateverAddressItTakes() {
    Visitors visitors = visitors("connections", 1);
    visit(visitors, "2001:db8:0:1::1");
    assertThat(visitors.connect(address("2001:db8:0:1:ffff::2"))).isEmpty();
    assertThat(visitors.connect(address("2001:db8:0:2::1"))).isPresent();
    visit(visitors, "192.0.2.1");
    assertThat(visitors.connect(address("::ffff:192.0.2.1"))).isEmpty();
  }

  @Test
  void connectionsComeSoFastAtMost() {
    Visitors visitors = visitors("connection-rate", 2);
    for (int i = 0; i < 2; i++) {
      visit(visitors, "192.0.2.1").close();
    }
    assertThat(visitors.connect(address("192.0.2.1"))).isEmpty();
    assertThat(visitors.connect(address("192.0.2.2"))).isPresent();
    assertThat(visitors.refused(ClientRefusal.CONNECTION_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND / 2);
    assertThat(visitors.connect(address("192.0.2.1"))).isPresent();
    assertThat(visitors.connect(address("192.0.2.1"))).isEmpty();
  }

  @Test
  void requestsOfAllConnectionsOfAClientCount() {
    Visitors visitors = visitors("request-rate", 2);
    Visit one = visit(visitors, "192.0.2.1");
    Visit two = visit(visitors, "192.0.2.1");
    assertThat(one.request()).isTrue();
    assertThat(two.request()).isTrue();
    assertThat(one.request()).isFalse();
    assertThat(visit(visitors, "192.0.2.2").request()).isTrue();
    assertThat(visitors.refused(ClientRefusal.REQUEST_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND);
    assertThat(one.request()).isTrue();
  }

  @Test
  void handshakesOfAllClientsCount() {
    Visitors visitors = visitors("handshake-rate", 1);
    assertThat(visit(visitors, "192.0.2.1").handshake()).isTrue();
    assertThat(visit(visitors, "192.0.2.2").handshake()).isFalse();
    assertThat(visitors.refused(ClientRefusal.HANDSHAKE_RATE)).isEqualTo(1);
    nanos.addAndGet(SECOND);
    assertThat(visit(visitors, "192.0.2.2").handshake()).isTrue();
  }

  @Test
  void whoIsTrustedIsNotBounded() {
    ClientLimits ones =
        limits()
            .with(
                Map.of(
                    "connections", 1, "connection-rate", 1, "request-rate", 1, "handshake-rate", 1))
            .withTrusted(TrustedNetworks.of("trusted", List.of("192.0.2.0/24")));
    Visitors visitors = new Visitors(ones, nanos::get);
    for (int i = 0; i < 3; i++) {
      Visit visit = visit(visitors, "192.0.2.1");
      assertThat(visit.handshake()).isTrue();
      assertThat(visit.request()).isTrue();
    }
    assertThat(visit(visitors, "198.51.100.1").handshake()).isTrue();
    assertThat(visitors.connect(address("198.51.100.1"))).isEmpty();
  }

  @Test
  void memoryIsBoundedHoweverManyAddressesCome() {
    Visitors visitors = visitors("connection-rate", 1);
    for (int i = 0; i < Visitors.MOST + 10; i++) {
      Optional<Visit> visit =
          visitors.connect(address((i >> 16) + 10 + "." + (i >> 8 & 255) + "." + (i & 255) + ".1"));
      visit.ifPresent(Visit::close);
    }
    assertThat(visitors.remembered()).isEqualTo(Visitors.MOST);
    // All that came beyond are one client.
    assertThat(visitors.connect(address("198.51.100.1"))).isEmpty();
    nanos.addAndGet(2 * SECOND);
    assertThat(visitors.connect(address("198.51.100.1"))).isPresent();
    assertThat(visitors.remembered()).isEqualTo(1);
  }
}
