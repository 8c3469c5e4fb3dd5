package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.support.Samples;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaylistLengthTest {
  @ParameterizedTest(name = "{0}/{1} s, window {2}, latency {3}, patience {4}: {5}")
  @CsvSource({
    "2, 1, PT60S, PT1S, PT1S, 28",
    "2, 1, PT10S, PT1S, PT1S, 3",
    "2, 1, PT10S, PT1S, PT1.001S, 0",
    "60060, 30000, PT10M, PT1S, PT1S, 297",
    "10, 1, PT30S, PT1S, PT1S, 0",
    "1, 10, PT10S, PT1S, PT1S, 79",
    "2, 1, PT10S, PT1M, PT1S, 0",
    "2, 1, PT720H, PT1S, PT1S, 43200",
  })
  void isWhatStaysFetchable(
      long duration, long timescale, String window, String latency, String patience, int lines) {
    EventDefinition event =
        Samples.definition(
            Samples.NEWS
                .replace("PT60S", window)
                .replace(
                    "\"pipelines\"",
                    ("\"segmentDuration\":{\"duration\":%d,\"timescale\":%d},"
                            + "\"expectedLatency\":\"%s\",\"patience\":\"%s\","
                            + "\"fillPatience\":\"PT0S\",\"pipelines\"")
                        .formatted(duration, timescale, latency, patience)));

    OptionalInt length = PlaylistLength.of(event, TargetDuration.least(event));

    assertThat(length).isEqualTo(lines == 0 ? OptionalInt.empty() : OptionalInt.of(lines));
    if (lines > 0) {
      Schedule schedule = event.schedule();
      long needed = schedule.mediaEnd(1_000_000 + lines) - schedule.mediaStart(1_000_000);
      assertThat(schedule.decided(1_000_000) + needed)
          .as("first listed at decided; there for its own duration and the list's after that")
          .isLessThanOrEqualTo(schedule.expires(1_000_000) + 1);
    }
  }
}
