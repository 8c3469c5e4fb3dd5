package io.liveorigin.serving.bytes.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void itFitsThreeQuartersOfTheMemoryOffTheHeap() {
    assertThat(CacheSettings.standard().within(256L << 20).bytes()).isEqualTo(192L << 20);
  }

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(CacheSettings.standard().within(2L << 30)).isEqualTo(CacheSettings.standard());
  }

  @Test
  void theProcessHasALimit() {
    assertThat(DirectMemory.limit()).isPositive();
  }

  @Test
  void badValuesAreRefusedByTheirKey() {
    assertThatThrownBy(() -> new CacheSettings(-1, MINUTE, 100))
        .hasMessage("cache.bytes must be at least 0, but is -1");
    assertThatThrownBy(() -> new CacheSettings(0, Duration.ZERO, 100))
        .hasMessageContaining("cache.liveEdge");
    assertThatThrownBy(() -> new CacheSettings(0, MINUTE, 1))
        .hasMessageContaining("cache.decisions");
  }
}
