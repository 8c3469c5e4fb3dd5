package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTallyTest {
  @Test
  void everySegmentCountsOnceAndEveryAnswerForItself() {
    Visit.Copy copy = new Visit.Copy("\"e\"", "b", List.of(), 0);
    Visit late = new Visit(Visits.address("v", 4), List.of(503, 0, 200), Optional.of(copy));
    ViewTally tally =
        ViewTally.of(
            List.of(
                Visits.served("v", 1, "a", "", 310),
                Visits.served("v", 2, "a", "dropped-video-frames;count=2", 2000),
                Visits.missed("v", 3, 503, 404),
                late,
                Visits.missed("v", 5, 410)));
    assertThat(tally).isEqualTo(new ViewTally(5, 3, Map.of("a", 2L, "b", 1L), 1, 2, 2, 3));
    assertThat(tally.from("a")).isEqualTo(2);
    assertThat(tally.from("c")).isZero();
  }

  @Test
  void whatIsOnlyInformationalIsNotDefective() {
    assertThat(ViewTally.of(List.of(Visits.served("v", 1, "a", "late", 0))).defective()).isZero();
  }
}
