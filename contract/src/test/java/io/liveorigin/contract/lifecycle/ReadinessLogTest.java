package io.liveorigin.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadinessLogTest {
  private final ReadinessLog log = new ReadinessLog("node");

  private Optional<String> seen(String reason, long second) {
    return log.seen(
        Optional.of(reason).filter(r -> !r.isEmpty()), TimeUnit.SECONDS.toNanos(second));
  }

  @Test
  void aProcessThatIsReadySaysNothing() {
    assertThat(seen("", 0)).isEmpty();
    assertThat(seen("", 1)).isEmpty();
  }

  @Test
  void eachChangeIsOneLine() {
    assertThat(seen("it lags by 3 s", 10)).contains("node: not ready: it lags by 3 s");
    assertThat(seen("it lags by 4 s", 11)).isEmpty();
    assertThat(seen("", 17)).contains("node: ready again after 7 s");
    assertThat(seen("", 18)).isEmpty();
    assertThat(seen("the clock is off", 20)).contains("node: not ready: the clock is off");
  }

  @Test
  void withoutANameTheLineBeginsWithTheFact() {
    assertThat(new ReadinessLog("").seen(Optional.of("why"), 0)).contains("not ready: why");
  }
}
