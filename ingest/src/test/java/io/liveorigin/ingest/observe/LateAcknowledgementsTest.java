package io.liveorigin.ingest.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LateAcknowledgementsTest {
  private final LateAcknowledgements late = new LateAcknowledgements("a");

  private OptionalLong late(long number, long second) {
    Track track = new Track(new EventId("acme", "news"), "v0", 1);
    return late.late(
        new SegmentAddress(track, number),
        Duration.ofMillis(500),
        TimeUnit.SECONDS.toNanos(second));
  }

  @Test
  void thereIsOneLineAMinuteAndItCountsTheOthers() {
    assertThat(late(1, 0)).hasValue(1);
    for (int second = 1; second < 60; second++) {
      assertThat(late(second, second)).isEmpty();
    }
    assertThat(late(77, 60)).hasValue(60);
    assertThat(late(78, 61)).isEmpty();
  }
}
