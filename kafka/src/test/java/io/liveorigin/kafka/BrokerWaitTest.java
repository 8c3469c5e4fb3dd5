package io.liveorigin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerWaitTest {
  private static final String CHECK =
      "; check that Kafka runs there, that --kafka (ORIGIN_KAFKA) names the host and port of one of"
          + " its listeners, and that no firewall is in between";

  private static KafkaSettings settings(String servers) {
    return new KafkaSettings(servers, TopicSettings.singleNode());
  }

  /** Nothing listens on port 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:1 | broker not reachable at 127.0.0.1:1: connection refused",
        "[::ffff:127.0.0.1]:1 | broker not reachable at [::ffff:127.0.0.1]:1: connection refused",
        "127.0.0.1:99999 | broker not reachable at 127.0.0.1:99999: the port must be 1 to 65535",
        "127.0.0.1:1,127.0.0.1:2 | broker not reachable at 127.0.0.1:1: connection refused; broker"
            + " not reachable at 127.0.0.1:2: connection refused",
      })
  void eachBrokerThatTakesNoConnectionIsNamedWithWhatToCheck(String servers, String message) {
    KafkaSettings kafka = settings(servers);
    assertThatThrownBy(() -> BrokerWait.requireReachable(kafka))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
        .hasMessage(message + CHECK);
  }

  @Test
  void oneThatTakesConnectionsIsEnough() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      KafkaSettings kafka = settings("127.0.0.1:1,127.0.0.1:" + listening.getLocalPort());
      assertThatCode(() -> BrokerWait.requireReachable(kafka)).doesNotThrowAnyException();
    }
  }

  @Test
  void whoDoesNotWaitIsToldAtOnce() {
    AtomicInteger steps = new AtomicInteger();
    assertThatThrownBy(
            () ->
                BrokerWait.until(
                    settings("127.0.0.1:1"), "try", Duration.ZERO, steps::incrementAndGet))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith("broker not reachable at 127.0.0.1:1");
    assertThat(steps).hasValue(0);
  }
}
