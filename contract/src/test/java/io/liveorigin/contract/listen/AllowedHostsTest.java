package io.liveorigin.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final String LOCAL = "10.0.0.5";

  private final AllowedHosts allowedHosts =
      new AllowedHosts("adminNames", List.of("Origin.Internal", "fd00::7"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8090",
        "localhost.:8090",
        "127.0.0.1",
        "127.8.9.10:1",
        "[::1]",
        "[::1]:8090",
        "10.0.0.5:8090",
        "origin.internal",
        "origin.internal.:8090",
        "ORIGIN.internal:",
        "[fd00::7]:8090"
      })
  void ownNamesComeIn(String authority) {
    assertThat(allowedHosts.refusal(Optional.of(authority), LOCAL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8090",
        "127.evil.example",
        "evil.example#localhost",
        "x@localhost",
        "10.0.0.6",
        "[::2]:8090",
        "origin",
        "sub.origin.internal"
      })
  void othersAreRefused(String authority) {
    assertThat(allowedHosts.refusal(Optional.of(authority), LOCAL)).isPresent();
  }

  @Test
  void nobodyIsAskedForAHostThatHeNeedNotSend() {
    assertThat(allowedHosts.refusal(Optional.empty(), LOCAL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://origin", "origin:8090", "*", "a b", "a..b"})
  void whatIsNoNameIsRefusedByItsKey(String name) {
    assertThatThrownBy(() -> new AllowedHosts("adminNames", List.of(name)))
        .hasMessageContaining("adminNames must be a host name");
  }
}
