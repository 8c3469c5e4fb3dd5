package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionSettingsTest {
  private static final Duration TEN = Duration.ofMillis(10);
  private static final Duration FORTY = Duration.ofMillis(40);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long MIB = 1 << 20;

  private static AdmissionSettings shares(double live, double near) {
    return new AdmissionSettings(live, near, 1, 2, 16 * MIB, FORTY, TEN, SECOND, SECOND);
  }

  private static AdmissionSettings lags(Duration lag, Duration calmLag, Duration calm) {
    return new AdmissionSettings(0.2, 0.2, 1, 2, 16 * MIB, lag, calmLag, calm, SECOND);
  }

  @Test
  void badValuesAreRefusedByTheirKey() {
    AdmissionSettings good = AdmissionSettings.standard();
    assertThatThrownBy(() -> shares(0, 0.2))
        .hasMessage("admission.liveEdgeShare must be above 0, below 1, but is 0.0");
    assertThatThrownBy(() -> shares(0.5, 0.5)).hasMessageContaining("admission.nearEdgeShare");
    assertThatThrownBy(() -> good.withReads(0, 1)).hasMessageContaining("admission.minReads");
    assertThatThrownBy(() -> good.withReads(5, 4)).hasMessageContaining("admission.maxReads");
    assertThatThrownBy(() -> good.withBytesInFlight(MIB))
        .hasMessageContaining("admission.bytesInFlight must be at least 16777216");
    assertThatThrownBy(() -> lags(TEN, TEN, SECOND)).hasMessageContaining("admission.lag must");
    assertThatThrownBy(() -> lags(TEN, Duration.ZERO, SECOND))
        .hasMessageContaining("admission.calmLag");
    assertThatThrownBy(() -> lags(FORTY, TEN, SECOND.negated()))
        .hasMessageContaining("admission.calm must");
    assertThatThrownBy(
            () -> new AdmissionSettings(0.2, 0.2, 1, 2, 16 * MIB, FORTY, TEN, SECOND, TEN))
        .hasMessageContaining("admission.refusalAge must be whole seconds");
  }

  @Test
  void bytesInFlightFitTheProcess() {
    AdmissionSettings standard = AdmissionSettings.standard();
    assertThat(standard.within(1024 * MIB)).isEqualTo(standard);
    assertThat(standard.within(128 * MIB).bytesInFlight()).isEqualTo(32 * MIB);
    assertThat(standard.within(16 * MIB).bytesInFlight())
        .as("one segment fits")
        .isEqualTo(16 * MIB);
  }
}
