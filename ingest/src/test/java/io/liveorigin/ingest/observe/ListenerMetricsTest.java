package io.liveorigin.ingest.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.RefusalRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerMetricsTest {
  @Test
  void theFiguresOfAnEventEndWithIt() {
    ListenerMetrics metrics = new ListenerMetrics(List.of("a"));
    for (String event : List.of("t/one", "t/two")) {
      for (String code : List.of("too-large", "digest-mismatch")) {
        metrics.refused(new RefusalRecord(1, event, "a", code, 1, 1, 1, "PUT /", "no"));
      }
    }
    assertThat(metrics.scrape()).contains("event=\"t/one\"").contains("event=\"t/two\"");

    metrics.ended(new EventId("t", "one"));

    assertThat(metrics.scrape()).doesNotContain("event=\"t/one\"").contains("event=\"t/two\"");
    metrics.close();
  }
}
