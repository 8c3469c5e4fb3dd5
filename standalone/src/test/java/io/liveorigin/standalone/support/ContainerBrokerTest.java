package io.liveorigin.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.kafka.BrokerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerBrokerTest {
  @Test
  void settingsBecomeTheEnvironmentThatTheImageReads() {
    assertThat(ContainerBroker.environment(Map.of("message.max.bytes", "20971520")))
        .containsExactly(Map.entry("KAFKA_MESSAGE_MAX_BYTES", "20971520"));
  }

  @Test
  void noSettingNeedsTheEscapesOfTheImage() {
    // The image reads __ as _ and ___ as -.
    assertThat(BrokerSettings.limits().keySet()).noneMatch(name -> name.matches(".*[-_].*"));
  }
}
