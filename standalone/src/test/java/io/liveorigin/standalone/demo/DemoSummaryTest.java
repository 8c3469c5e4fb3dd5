package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private static final List<Visit> TWO =
      List.of(Visits.served("v", 7, "a"), Visits.served("v", 8, "b"));

  private static DemoSummary summary(long last, List<Visit> visits, List<String> withoutInit) {
    return new DemoSummary("demo/clip", 7, last, Map.of("v", visits), withoutInit);
  }

  @Test
  void itIsCompleteWhenEveryDueSegmentWasServed() {
    DemoSummary summary = summary(8, TWO, List.of());
    assertThat(summary.due()).isEqualTo(2);
    assertThat(summary.complete()).isTrue();
    assertThat(summary.missed()).isEmpty();
  }

  @Test
  void aRefusedSegmentIsMissed() {
    Visit refused = Visits.missed("v", 8, 404);
    DemoSummary summary = summary(8, List.of(Visits.served("v", 7, "a"), refused), List.of());
    assertThat(summary.complete()).isFalse();
    assertThat(summary.missed()).containsExactly(refused);
  }

  @Test
  void aDueSegmentThatNobodyAskedForIsNotServedEither() {
    assertThat(summary(9, TWO, List.of()).complete()).isFalse();
  }

  @Test
  void withoutAnInitSegmentNothingCanBePlayed() {
    assertThat(summary(8, TWO, List.of("v")).complete()).isFalse();
  }

  @Test
  void nothingIsDueRightAfterTheStart() {
    assertThat(summary(6, List.of(), List.of()).due()).isZero();
    assertThat(summary(5, List.of(), List.of()).due()).isZero();
  }
}
