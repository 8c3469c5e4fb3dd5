package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Late and missing segments: by arrival compared with the schedule, with proof, once for each
 * pipeline.
 */
class AbsenceTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final Schedule SCHEDULE = SampleEvent.event().schedule();

  /** Proof must be a second old, and is sought every 250 ms. */
  private static final long PROVED = 1_300;

  /** Returns the instant by which everything about a number has been reported. */
  private static long said(long number) {
    return SCHEDULE.gone(number) + AbsenceDetector.KEPT_TRYING_MILLIS + PROVED;
  }

  private final SelectorHarness selector = new SelectorHarness();

  @AfterEach
  void close() {
    selector.close();
  }

  private void define(Instant startTime, Instant endTime) {
    selector.apply(SampleEvent.event(List.of("a", "b"), startTime, endTime));
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (DefectRecord d : selector.defects()) {
      assertThat(d.digest()).isEmpty();
      assertThat(d.severity()).isZero();
      assertThat(d.source()).isEqualTo("selector");
      told.add(d.kind() + " " + d.pipeline() + " +" + (d.number().orElseThrow() - NUMBER));
    }
    return told;
  }

  @Test
  void a_pipeline_that_misses_one_or_two_is_late_and_missing_once_for_each_segment() {
    define(null, null);
    selector.advanceTo(SCHEDULE.mediaEnd(NUMBER));
    for (long n = NUMBER; n < NUMBER + 6; n++) {
      selector.put("a", n, "a" + n);
      if (n == NUMBER || n == NUMBER + 2) {
        selector.put("b", n, "b" + n);
      }
      selector.advanceTo(SCHEDULE.due(n));
      if (n == NUMBER + 5) {
        selector.put("b", n, "b" + n, TrackSamples.last(n, SampleEvent.PLAIN));
      }
    }
    selector.put("a", NUMBER + 6, "a last", TrackSamples.last(NUMBER + 6, SampleEvent.PLAIN));
    selector.advanceTo(said(NUMBER + 9));
    assertThat(told())
        .containsExactly(
            "late b +1",
            "missing-segment b +1",
            "late b +3",
            "missing-segment b +3",
            "late b +4",
            "missing-segment b +4");
  }

  /** One record for a pipeline that stopped, however long the silence, and one when it is back. */
  @Test
  void a_pipeline_that_is_silent_is_named_once_and_once_more_when_it_is_back() {
    define(null, null);
    selector.advanceTo(SCHEDULE.mediaEnd(NUMBER));
    for (long n = NUMBER; n < NUMBER + 60; n++) {
      selector.put("a", n, "a" + n);
      if (n < NUMBER + 2 || n >= NUMBER + 50) {
        selector.put("b", n, "b" + n);
      }
      selector.advanceTo(SCHEDULE.mediaEnd(n + 1));
    }
    selector.put("a", NUMBER + 60, "a", TrackSamples.last(NUMBER + 60, SampleEvent.PLAIN));
    selector.put("b", NUMBER + 60, "b", TrackSamples.last(NUMBER + 60, SampleEvent.PLAIN));
    selector.advanceTo(said(NUMBER + 70));
    List<DefectRecord> defects = selector.defects();
    assertThat(defects.stream().map(d -> d.kind() + " +" + (d.number().orElseThrow() - NUMBER)))
        .containsExactly(
            "late +2",
            "missing-segment +2",
            "late +3",
            "missing-segment +3",
            "pipeline-silent +2",
            "pipeline-back +50");
    assertThat(defects.get(4).parameters()).containsEntry("due", SCHEDULE.due(NUMBER + 2));
    assertThat(defects.get(4).eventTime()).isEqualTo(SCHEDULE.gone(NUMBER + 4));
    assertThat(defects.get(5).parameters())
        .containsEntry("since", NUMBER + 2)
        .containsEntry("missing", 48L)
        .containsEntry("duration-ms", 96_000L);
  }

  /**
   * The brokers were unavailable; ingest received the copy in time and stored it 9 s after it was
   * gone.
   */
  @Test
  void a_copy_that_comes_into_the_log_long_after_it_arrived_was_not_late() {
    define(null, null);
    selector.advanceTo(SCHEDULE.mediaEnd(NUMBER));
    selector.put("a", NUMBER, "a", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    selector.advanceTo(SCHEDULE.gone(NUMBER) + 9_000);
    selector.putArrived("b", NUMBER, Instant.ofEpochMilli(SCHEDULE.due(NUMBER)));
    selector.putArrived("b", NUMBER + 1, Instant.ofEpochMilli(SCHEDULE.due(NUMBER + 1) + 1));
    selector.advanceTo(said(NUMBER + 1));
    assertThat(told()).containsExactly("late b +1");
  }

  @Test
  void what_came_after_due_is_late_and_not_missing() {
    define(null, null);
    selector.put("a", NUMBER, "a", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    selector.advanceTo(SCHEDULE.due(NUMBER) + 200);
    selector.put("b", NUMBER, "b", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    selector.advanceTo(said(NUMBER + 1));
    List<DefectRecord> defects = selector.defects();
    assertThat(defects).hasSize(1);
    assertThat(defects.get(0).kind()).isEqualTo("late");
    assertThat(defects.get(0).eventTime()).isEqualTo(SCHEDULE.due(NUMBER));
  }

  /** Numbers in the pause are not reported; missing numbers before and after it are. */
  @Test
  void nothing_is_said_of_numbers_in_a_pause() {
    EventDefinition event = SampleEvent.event(List.of("a", "b"));
    PauseSchedule pauses =
        PauseSchedule.NONE
            .begun(Instant.ofEpochMilli(SCHEDULE.mediaStart(NUMBER + 2)))
            .ended(Instant.ofEpochMilli(SCHEDULE.mediaStart(NUMBER + 40)));
    selector.apply(event.withPauses(Optional.of(pauses)));
    selector.advanceTo(SCHEDULE.mediaEnd(NUMBER));
    for (long n = NUMBER; n < NUMBER + 44; n++) {
      if (n < NUMBER + 2 || n >= NUMBER + 40) {
        selector.put("a", n, "a" + n);
      }
      if (n == NUMBER || n == NUMBER + 41) {
        selector.put("b", n, "b" + n);
      }
      selector.advanceTo(SCHEDULE.mediaEnd(n + 1));
      if (n == NUMBER + 7) {
        // Long after it was due; nothing waits for it.
        selector.put("b", n - 3, "b" + n);
      }
    }
    selector.put("a", NUMBER + 44, "a", TrackSamples.last(NUMBER + 44, SampleEvent.PLAIN));
    selector.put("b", NUMBER + 44, "b", TrackSamples.last(NUMBER + 44, SampleEvent.PLAIN));
    selector.advanceTo(said(NUMBER + 50));
    assertThat(told())
        .containsExactly(
            "late b +1",
            "missing-segment b +1",
            "late b +40",
            "missing-segment b +40",
            "late b +42",
            "missing-segment b +42",
            "late b +43",
            "missing-segment b +43");
  }

  @Test
  void a_copy_that_lies_unread_in_the_log_is_neither() {
    define(null, null);
    selector.put("a", NUMBER, "a", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    long certain = SCHEDULE.gone(NUMBER) + AbsenceDetector.KEPT_TRYING_MILLIS + 1_000;
    selector.consumedUntil(certain - 1);
    selector.advanceTo(certain + 5_000);
    assertThat(told()).isEmpty();
    selector.consumedUntil(certain);
    selector.advance(300);
    assertThat(told()).containsExactly("late b +0", "missing-segment b +0");
  }

  /** Nothing has been published: this is known only if the event states when it starts. */
  @Test
  void before_the_first_segment_only_a_declared_start_counts() {
    define(null, null);
    selector.advanceTo(SCHEDULE.gone(NUMBER) + PROVED);
    assertThat(told()).isEmpty();
    define(Instant.ofEpochMilli(SCHEDULE.mediaStart(NUMBER + 20)), null);
    selector.advanceTo(said(NUMBER + 20));
    assertThat(told())
        .containsExactly(
            "late a +20", "missing-segment a +20", "late b +20", "missing-segment b +20");
  }

  @Test
  void what_was_due_before_the_event_was_defined_does_not_count() {
    selector.advanceTo(SCHEDULE.due(NUMBER) + 500);
    define(Instant.ofEpochMilli(SCHEDULE.mediaStart(NUMBER - 20)), null);
    selector.advanceTo(said(NUMBER + 1));
    assertThat(told())
        .containsExactly("late a +1", "missing-segment a +1", "late b +1", "missing-segment b +1");
  }

  @Test
  void the_end_of_the_event_ends_it() {
    define(null, Instant.ofEpochMilli(SCHEDULE.mediaEnd(NUMBER + 1)));
    selector.put("a", NUMBER, "a");
    selector.advanceTo(SCHEDULE.gone(NUMBER + 50));
    assertThat(told())
        .containsExactlyInAnyOrder(
            "late b +0",
            "late a +1",
            "late b +1",
            "missing-segment b +0",
            "missing-segment a +1",
            "missing-segment b +1");
  }

  @Test
  void a_pipeline_that_goes_on_after_its_last_segment_is_watched_again() {
    define(null, null);
    selector.put("a", NUMBER, "a", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    selector.put("b", NUMBER, "b", TrackSamples.last(NUMBER, SampleEvent.PLAIN));
    selector.advanceTo(SCHEDULE.due(NUMBER + 5));
    assertThat(told()).isEmpty();
    selector.put("a", NUMBER + 6, "a6");
    selector.advanceTo(said(NUMBER + 7));
    assertThat(told()).containsExactly("late a +7", "missing-segment a +7");
  }

  @Test
  void a_deleted_event_is_watched_no_longer() {
    EventDefinition event = SampleEvent.event(List.of("a", "b"));
    selector.apply(event);
    selector.put("a", NUMBER, "a");
    selector.delete(event);
    selector.advanceTo(said(NUMBER + 5));
    selector.apply(event);
    selector.advance(5_000);
    assertThat(told()).isEmpty();
  }

  /**
   * The cell reads pipeline b from number 0 on and pipeline a from number 1 on: no pipeline was
   * late.
   */
  @Test
  void a_cell_that_begins_in_the_middle_of_the_log_claims_nothing_about_its_first_segments() {
    define(null, null);
    selector.advanceTo(SCHEDULE.due(NUMBER + 60));
    selector.putArrived("b", NUMBER, Instant.ofEpochMilli(SCHEDULE.mediaEnd(NUMBER)));
    for (long n = NUMBER + 1; n < NUMBER + 61; n++) {
      selector.putArrived("a", n, Instant.ofEpochMilli(SCHEDULE.mediaEnd(n)));
      if (n != NUMBER + 30) {
        selector.putArrived("b", n, Instant.ofEpochMilli(SCHEDULE.mediaEnd(n)));
      }
    }
    selector.advanceTo(said(NUMBER + 60));
    assertThat(told()).containsExactly("late b +30", "missing-segment b +30");
  }

  /** After a long absence, a node gradually reports the numbers that it still knows about. */
  @Test
  void catching_up_reports_the_same() {
    define(null, null);
    selector.put("a", NUMBER, "a");
    selector.consumedUntil(0);
    selector.advanceTo(said(NUMBER + 100));
    assertThat(told()).isEmpty();
    selector.consumedUntil(Long.MAX_VALUE);
    selector.advance(1_000);
    assertThat(told())
        .containsExactlyInAnyOrder(
            "late b +0",
            "missing-segment b +0",
            "late b +1",
            "missing-segment b +1",
            "pipeline-silent b +0",
            "late a +1",
            "missing-segment a +1",
            "late a +2",
            "missing-segment a +2",
            "pipeline-silent a +1");
  }
}
