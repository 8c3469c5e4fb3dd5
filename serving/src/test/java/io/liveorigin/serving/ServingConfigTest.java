package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.segment.HoldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServingConfigTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theStandardIsOnLoopback() {
    ServingConfig config = ServingConfig.onLoopback(8080, 8090);

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.adminHost()).isEqualTo("127.0.0.1");
    assertThat(config.withHosts("0.0.0.0", "127.0.0.1").host()).isEqualTo("0.0.0.0");
    assertThat(config.withName("east").name()).isEqualTo("east");
  }

  @Test
  void badValuesAreRefusedByTheirKey() {
    ServingConfig good = ServingConfig.onLoopback(0, 0);
    assertThatThrownBy(() -> ServingConfig.onLoopback(-1, 0))
        .hasMessage("port must be 0 to 65535, but is '-1'");
    assertThatThrownBy(() -> ServingConfig.onLoopback(0, 70_000))
        .hasMessageContaining("adminPort must be");
    assertThatThrownBy(() -> ServingConfig.onLoopback(8080, 8080))
        .hasMessageContaining("adminPort must be different from port");
    assertThatThrownBy(() -> good.withHosts(" ", "x")).hasMessageContaining("host must be");
    assertThatThrownBy(() -> good.withHosts("x", "")).hasMessageContaining("adminHost must be");
    assertThatThrownBy(() -> good.withName("a\"b"))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("name must be");
  }

  @Test
  void badNamesOfTheAdminListenerAreRefusedByTheirKey() {
    ServingConfig good = ServingConfig.onLoopback(0, 0);
    assertThatThrownBy(() -> good.withAdminNames(List.of("http://origin:8090")))
        .hasMessageContaining("adminNames must be a host name or an address");
  }

  @Test
  void badReaderSettingsAreRefusedByTheirKey() {
    assertThatThrownBy(() -> new SlowReaderSettings(0, SECOND, SECOND, 1))
        .hasMessage("readers.bytesPerSecond must be at least 1, but is 0");
    assertThatThrownBy(() -> new SlowReaderSettings(1, Duration.ZERO, SECOND, 1))
        .hasMessageContaining("readers.window");
    assertThatThrownBy(() -> new SlowReaderSettings(1, SECOND, Duration.ZERO, 1))
        .hasMessageContaining("readers.patience");
    assertThatThrownBy(() -> new SlowReaderSettings(1, SECOND, SECOND, 0))
        .hasMessageContaining("readers.share");
  }

  @Test
  void badHoldSettingsAreRefusedByTheirKey() {
    assertThatThrownBy(() -> new HoldSettings(Duration.ofHours(1), SECOND, 1, 1, 1))
        .hasMessage("hold.longest must be PT0.01S to PT2M, but is PT1H");
    assertThatThrownBy(() -> new HoldSettings(SECOND, SECOND.negated(), 1, 1, 1))
        .hasMessageContaining("hold.margin");
    assertThatThrownBy(() -> new HoldSettings(SECOND, SECOND, 0, 1, 1))
        .hasMessageContaining("hold.perSegment");
    assertThatThrownBy(() -> new HoldSettings(SECOND, SECOND, 1, 0, 1))
        .hasMessageContaining("hold.perClient");
    assertThatThrownBy(() -> new HoldSettings(SECOND, SECOND, 1, 1, 0))
        .hasMessageContaining("hold.total");
  }

  @Test
  void aHoldEndsWithTheDecisionOrAfterTheLongestTime() {
    HoldSettings settings = new HoldSettings(Duration.ofSeconds(10), SECOND, 1, 1, 1);

    assertThat(settings.deadline(5_000, 7_000)).isEqualTo(8_000);
    assertThat(settings.deadline(5_000, 70_000)).isEqualTo(15_000);
  }

  @Test
  void badReadBackSettingsAreRefusedByTheirKey() {
    assertThatThrownBy(() -> new ReadBackSettings(0, 1, SECOND, OptionalLong.empty()))
        .hasMessageContaining("readBack.readers must be 1 to 64");
    assertThatThrownBy(() -> new ReadBackSettings(1, 0, SECOND, OptionalLong.empty()))
        .hasMessageContaining("readBack.queue");
    assertThatThrownBy(() -> new ReadBackSettings(1, 1, Duration.ZERO, OptionalLong.empty()))
        .hasMessageContaining("readBack.timeout");
    assertThatThrownBy(() -> ReadBackSettings.standard().withBytesPerSecond(1000))
        .hasMessage("readBack.bytesPerSecond must be at least 1048576, but is 1000");
  }

  @Test
  void theAdminListenerIsReachedByItsHostAndByTheNamesThatItWasTold() {
    AllowedHosts allowedHosts =
        ServingConfig.onLoopback(0, 0)
            .withHosts("127.0.0.1", "admin.internal")
            .withAdminNames(List.of("other.internal"))
            .adminHosts();
    for (String host : List.of("admin.internal:8090", "other.internal", "localhost")) {
      assertThat(allowedHosts.refusal(Optional.of(host), "10.0.0.5")).as(host).isEmpty();
    }
    assertThat(allowedHosts.refusal(Optional.of("evil.example"), "10.0.0.5")).isPresent();
  }
}
