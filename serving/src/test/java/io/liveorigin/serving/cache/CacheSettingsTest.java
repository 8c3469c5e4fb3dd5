package io.liveorigin.serving.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void bothCachesFitHalfOfTheMemoryOffTheHeap() {
    CacheSettings fitted = CacheSettings.standard().within(256L << 20);

    assertThat(fitted.liveEdgeBytes() + fitted.dvrBytes()).isBetween(127L << 20, 128L << 20);
    assertThat(fitted.liveEdgeBytes())
        .isBetween(fitted.dvrBytes() * 4 - 4, fitted.dvrBytes() * 4 + 4);
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
    assertThatThrownBy(() -> new CacheSettings(-1, 0, MINUTE, 100))
        .hasMessage("cache.liveEdgeBytes must be at least 0, but is -1");
    assertThatThrownBy(() -> new CacheSettings(0, -1, MINUTE, 100))
        .hasMessageContaining("cache.dvrBytes");
    assertThatThrownBy(() -> new CacheSettings(0, 0, Duration.ZERO, 100))
        .hasMessageContaining("cache.freshness");
    assertThatThrownBy(() -> new CacheSettings(0, 0, MINUTE, 1))
        .hasMessageContaining("cache.decisions");
  }
}
