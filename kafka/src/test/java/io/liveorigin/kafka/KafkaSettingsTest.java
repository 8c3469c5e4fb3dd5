package io.liveorigin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "localhost",
        ":9092",
        "localhost:",
        "localhost:x",
        "a:1,",
        "a:1 b:2",
        "a:1,,b:2",
        "a:1, b:2"
      })
  void refusesOtherBootstrapServers(String servers) {
    assertThatThrownBy(() -> new KafkaSettings(servers, TopicSettings.singleNode()))
        .isInstanceOf(OriginException.class)
        .hasMessage("kafka must be host:port[,host:port], but is '" + servers + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "a.example:1,b.example:65535", "127.0.0.1:9092"})
  void acceptsHostsAndPorts(String servers) {
    KafkaSettings settings = new KafkaSettings(servers, TopicSettings.singleNode());
    assertThat(settings.common("x"))
        .containsAllEntriesOf(
            Map.of(
                "bootstrap.servers",
                servers,
                "client.id",
                "x",
                "send.buffer.bytes",
                -1,
                "receive.buffer.bytes",
                -1));
  }

  /**
   * Kafka's own clients check their settings: delivery time-out, linger and request time-out must
   * be consistent.
   */
  @ParameterizedTest
  @ValueSource(longs = {100, 500, 2_000, 30_000})
  void theClientsAcceptTheirSettings(long deliveryMillis) {
    KafkaSettings settings = new KafkaSettings("127.0.0.1:1", TopicSettings.singleNode());
    assertThatCode(
            () -> {
              try (Producer<String, byte[]> producer =
                      settings.durableProducer("p", Duration.ofMillis(deliveryMillis));
                  Consumer<String, byte[]> consumer = settings.readerConsumer("c")) {
                assertThat(producer.metrics()).isNotEmpty();
                assertThat(consumer.assignment()).isEmpty();
              }
            })
        .doesNotThrowAnyException();
  }
}
