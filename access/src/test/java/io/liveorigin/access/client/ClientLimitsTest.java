package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLimitsTest {
  /** How many connections a process may keep may be unknown. */
  @Test
  void oneAddressLeavesAQuarterOfTheConnections() {
    assertThat(ClientLimits.viewers(20_000).connections()).isEqualTo(15_000);
    assertThat(ClientLimits.viewers(1).connections()).isEqualTo(1);
    assertThat(ClientLimits.viewers(Integer.MAX_VALUE).connections()).isPositive();
  }

  @Test
  void everyBoundHasAKey() {
    ClientLimits limits =
        ClientLimits.packagers()
            .with(
                Map.of(
                    "connections", 1,
                    "connection-rate", 2,
                    "request-rate", 3,
                    "handshake-rate", 4,
                    "handshake-seconds", 5,
                    "head-seconds", 6,
                    "header-fields", 70));
    assertThat(limits)
        .isEqualTo(
            new ClientLimits(
                1,
                2,
                3,
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                70,
                TrustedNetworks.none()));
  }

  @ParameterizedTest
  @CsvSource({
    "connections, -1",
    "connection-rate, -1",
    "request-rate, -1",
    "handshake-rate, -1",
    "handshake-seconds, 0",
    "head-seconds, 601",
    "header-fields, 9",
    "sockets, 1"
  })
  void badBoundsAreRefusedByTheirKey(String key, int value) {
    assertThatThrownBy(() -> ClientLimits.viewers(1_000).with(Map.of(key, value)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, 11.0.0.1",
    "192.0.2.7, 192.0.2.7, 192.0.2.6",
    "192.0.2.128/25, 192.0.2.129, 192.0.2.127",
    "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
    "0.0.0.0/0, 255.0.0.1, ::1"
  })
  void networksHaveAddresses(String network, String in, String out) throws Exception {
    TrustedNetworks networks = TrustedNetworks.of("key", List.of(network));
    assertThat(networks.have(InetAddress.getByName(in))).isTrue();
    assertThat(networks.have(InetAddress.getByName(out))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cdn.example",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0/8",
        "::1/129",
        "1.2.3.4/x",
        "999.1.1.1"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> TrustedNetworks.of("--trusted-proxies", List.of(text)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("--trusted-proxies must be networks such as");
  }
}
