package io.liveorigin.standalone.support;

import io.liveorigin.standalone.kafka.BrokerSettings;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.kafka.KafkaContainer;

/** The Kafka project's own image with {@link BrokerSettings#limits()}. Needs a Docker engine. */
public final class ContainerBroker implements BrokerUnderTest {
  private static final String IMAGE = "apache/kafka:4.3.1";

  private final KafkaContainer container;

  private ContainerBroker(KafkaContainer container) {
    this.container = container;
  }

  /** Starts a container; the first time that includes the download of the image. */
  public static ContainerBroker start(Map<String, String> overrides) {
    KafkaContainer container =
        new KafkaContainer(IMAGE)
            .withEnv(environment(BrokerSettings.limits()))
            .withEnv(environment(overrides));
    container.start();
    return new ContainerBroker(container);
  }

  /** The image reads {@code KAFKA_A_B} as the broker setting {@code a.b}. */
  static Map<String, String> environment(Map<String, String> settings) {
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> "KAFKA_" + setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                Map.Entry::getValue));
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.stop();
  }
}
