package io.liveorigin.ingest.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.support.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalReporterTest {
  private static final Optional<EventId> EVENT = Optional.of(new EventId("t", "e"));

  private final ManualTime time = new ManualTime(Instant.ofEpochMilli(1_000));
  private final List<RefusalRecord> told = new ArrayList<>();
  private final RefusalReporter refusals = new RefusalReporter(List.of("a"), time, told::add);

  private void refuse(int number) {
    refusals.refused(
        Optional.empty(), EVENT, ErrorCode.NUMBER_OUTSIDE_SCHEDULE, "PUT /t/e/" + number, "no");
  }

  @Test
  void theFirstIsToldAtOnceAndTheNextOnesTogether() {
    refuse(1);
    assertThat(told).hasSize(1);
    time.pass(Duration.ofSeconds(2));
    refuse(2);
    time.pass(Duration.ofSeconds(2));
    refuse(3);
    refusals.reportDue();
    assertThat(told).as("within half a minute").hasSize(1);

    time.pass(Duration.ofSeconds(26));
    refusals.reportDue();
    refusals.reportDue();

    assertThat(told)
        .containsExactly(
            new RefusalRecord(
                1, "t/e", "a", "number-outside-schedule", 1, 1_000, 1_000, "PUT /t/e/1", "no"),
            new RefusalRecord(
                1, "t/e", "a", "number-outside-schedule", 2, 3_000, 5_000, "PUT /t/e/3", "no"));
    assertThat(refusals.recent()).containsExactly(told.get(1), told.get(0));
  }

  @Test
  void codesAndEventsAreToldApartAndStrangersTogether() {
    refuse(1);
    refusals.refused(Optional.empty(), EVENT, ErrorCode.TOO_LARGE, "PUT /t/e/1", "no");
    refusals.refused(
        Optional.empty(), Optional.empty(), ErrorCode.UNKNOWN_EVENT, "PUT /x/1/1", "no");
    refusals.refused(
        Optional.empty(), Optional.empty(), ErrorCode.UNKNOWN_EVENT, "PUT /x/2/1", "no");
    assertThat(told)
        .extracting(RefusalRecord::key)
        .containsExactly("t/e/a/number-outside-schedule", "t/e/a/too-large", "-/a/unknown-event");
  }

  private void refuse(EventId event, int times) {
    for (int i = 0; i < times; i++) {
      refusals.refused(
          Optional.of("a"), Optional.of(event), ErrorCode.TOO_LARGE, "PUT /" + event, "no");
    }
  }

  private long counted() {
    return told.stream().mapToLong(RefusalRecord::count).sum();
  }

  /** Invariant: every refusal is told, however many events are refused. */
  @Test
  void moreThanAreKeptAreToldTogether() {
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 600; i++) {
        refuse(new EventId("t", "e" + i), 2);
      }
      time.pass(Duration.ofSeconds(2));
    }
    assertThat(told).as("records within half a minute").hasSizeLessThan(600);
    assertThat(told.stream().map(RefusalRecord::key).distinct()).hasSameSizeAs(told);

    time.pass(Duration.ofMinutes(1));
    refusals.reportDue();
    assertThat(counted()).isEqualTo(10 * 600 * 2);
    assertThat(told).hasSizeLessThan(2 * 600);
    assertThat(refusals.recent()).hasSize(100);
  }

  @Test
  void thoseThatCameLongAgoMakeRoom() {
    for (int i = 0; i < 600; i++) {
      refuse(new EventId("t", "e" + i), 1);
    }
    time.pass(Duration.ofSeconds(31));
    refuse(new EventId("t", "late"), 1);

    assertThat(told.get(told.size() - 1).event()).isEqualTo("t/late");
    refusals.reportDue();
    assertThat(counted()).isEqualTo(601);
  }

  @Test
  void whatWasRefusedOfAnEventIsToldWhenItIsGone() {
    refuse(new EventId("t", "e"), 3);
    assertThat(counted()).isEqualTo(1);

    refusals.ended(new EventId("t", "e"));
    refusals.ended(new EventId("t", "e"));

    assertThat(counted()).isEqualTo(3);
  }
}
