package io.liveorigin.standalone.support;

import java.util.Map;

/** The contract on the Kafka project's own image. */
@NeedsDocker
class KafkaContainerIT extends AbstractBrokerContract {
  @Override
  protected BrokerUnderTest startBroker(Map<String, String> overrides) {
    return ContainerBroker.start(overrides);
  }
}
