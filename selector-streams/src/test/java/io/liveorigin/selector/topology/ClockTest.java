package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node whose clock is in doubt claims nothing that follows from the time, and binds no other
 * node.
 */
class ClockTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final Schedule SCHEDULE = SampleEvent.event().schedule();
  private static final long DUE = SCHEDULE.due(NUMBER);
  private static final long DECIDED = SCHEDULE.decided(NUMBER);
  private static final long TOLERANCE = Decision.EARLY_TOLERANCE_MILLIS;
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event());
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private void wrongBy(long millis) {
    selector.clock().ahead(millis);
    selector.clock().doubt(true);
  }

  private void right() {
    selector.clock().ahead(0);
    selector.clock().doubt(false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 5_000, 60_000, -1_000, -5_000, -60_000})
  void nothing_timed_is_decided_until_the_clock_is_right_again(long ahead) {
    wrongBy(ahead);
    selector.put("b", NUMBER, "from b");
    selector.put("a", NUMBER + 1, "bad a", DROPPED);
    selector.advanceTo(DUE - 500);
    assertThat(selector.proposed()).isEmpty();
    selector.advanceTo(SCHEDULE.decided(NUMBER + 1) + 1_000);
    assertThat(selector.proposed()).isEmpty();
    right();
    selector.advance(100);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().reason())
        .isEqualTo(Reason.FALLBACK_DUE);
    assertThat(selector.stores().chosen(NUMBER + 1).orElseThrow().reason())
        .isEqualTo(Reason.LEAST_BAD);
  }

  @Test
  void what_does_not_depend_on_the_time_is_decided_all_the_same() {
    wrongBy(60_000);
    selector.put("a", NUMBER, "from a");
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().reason())
        .isEqualTo(Reason.PREFERRED_VALID);
    selector.mask("m1", "a", NUMBER, NUMBER);
    selector.put("b", NUMBER, "from b");
    selector.advance(100);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().reason()).isEqualTo(Reason.MASK);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 5_000, 60_000, -1_000, -5_000, -60_000})
  void nothing_is_called_late_or_missing(long ahead) {
    selector.put("a", NUMBER, "from a");
    wrongBy(ahead);
    selector.advanceTo(SCHEDULE.gone(NUMBER + 3) + 5_000);
    assertThat(selector.defects()).isEmpty();
  }

  @Test
  void nothing_is_forgotten_by_a_clock_that_is_a_day_ahead() {
    selector.put("a", NUMBER, "from a");
    wrongBy(86_400_000);
    selector.advance(60_000);
    right();
    assertThat(selector.stores().chosen(NUMBER)).isPresent();
    assertThat(selector.stores().storedCandidates()).isGreaterThan(1);
  }

  @Test
  void an_init_segment_of_a_later_pipeline_waits_for_a_clock_that_is_right() {
    wrongBy(60_000);
    selector.putInit("b", "init b");
    selector.advance(10_000);
    assertThat(selector.stores().chosenInit()).isEmpty();
    right();
    selector.advance(100);
    Decision decision = selector.stores().chosenInit().orElseThrow();
    assertThat(decision.reason()).isEqualTo(Reason.FALLBACK_DUE);
    assertThat(decision.notBefore())
        .isEqualTo(decision.winner().orElseThrow().arrival() + SCHEDULE.patienceMillis());
  }

  @Test
  void a_decision_says_for_which_instant_it_waited() {
    selector.put("b", NUMBER, "from b");
    selector.put("a", NUMBER + 1, "bad a", DROPPED);
    selector.put("a", NUMBER + 2, "from a");
    selector.advanceTo(SCHEDULE.decided(NUMBER + 2));
    Map<Long, Long> notBefore = new TreeMap<>();
    selector
        .proposed()
        .forEach(d -> notBefore.put(((SegmentAddress) d.address()).number(), d.notBefore()));
    assertThat(notBefore)
        .isEqualTo(Map.of(NUMBER, DUE, NUMBER + 1, SCHEDULE.decided(NUMBER + 1), NUMBER + 2, 0L));
  }

  @Test
  void an_early_decision_of_another_cell_binds_nobody() {
    selector.advanceTo(DUE - TOLERANCE - 1);
    selector.otherCell(early(DUE));
    selector.advanceTo(DUE - 40);
    selector.put("a", NUMBER, "from a");
    Decision decision = selector.stores().chosen(NUMBER).orElseThrow();
    assertThat(decision.winner().orElseThrow().pipeline()).isEqualTo("a");
    assertThat(decision.reason()).isEqualTo(Reason.PREFERRED_VALID);
  }

  @Test
  void one_that_is_early_by_what_clocks_may_differ_counts() {
    selector.advanceTo(DUE - TOLERANCE);
    selector.otherCell(early(DUE));
    selector.put("a", NUMBER, "from a");
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().cell()).isEqualTo("ahead");
  }

  @Test
  void one_of_an_earlier_version_does_not_say_and_counts() {
    selector.otherCell(early(0));
    selector.put("a", NUMBER, "from a");
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().cell()).isEqualTo("ahead");
  }

  /** The leader of the partition may be behind all other brokers. */
  @Test
  void an_own_decision_that_nobody_accepts_is_made_once_more(@TempDir Path directory) {
    List<String> order = List.of("a", "b");
    CrashingCell cell = new CrashingCell(directory, DUE - 2_000, CrashingCell.topics(order));
    cell.leaderBehind(TOLERANCE + 300);
    EventDefinition event = SampleEvent.event(order);
    cell.append(
        Topics.CONTROL,
        ControlKey.event(event.id()).toString(),
        ControlJson.write(event),
        new RecordHeaders());
    byte[] bytes = {1};
    SegmentRecord segment =
        new SegmentRecord(
            new SegmentAddress(SampleEvent.TRACK, NUMBER),
            "video/mp4",
            Digest.of(bytes),
            Facts.NONE,
            List.of());
    cell.append(Topics.segments("b"), segment.key(), bytes, segment.headers());
    cell.consumeAll();
    while (cell.now() < DUE + 1_000) {
      cell.advance(20);
      cell.acknowledge();
    }
    assertThat(cell.proposals()).isBetween(2, 5);
    List<CrashingCell.Accepted> accepted = cell.accepted();
    assertThat(accepted).hasSize(1);
    assertThat(accepted.get(0).time()).isBetween(DUE - TOLERANCE, DUE - TOLERANCE + 40);
  }

  private static Decision early(long notBefore) {
    Candidate b =
        new Candidate(
            "b",
            new RecordPosition("segments.b", 0, 0),
            Digest.of(new byte[] {1}),
            1,
            "video/mp4",
            0,
            TrackSamples.init(SampleEvent.PLAIN),
            List.of());
    return new Decision(
        new SegmentAddress(SampleEvent.TRACK, NUMBER),
        1,
        Optional.of(b),
        Reason.FALLBACK_DUE,
        List.of(b),
        List.of(),
        DUE,
        DUE,
        "ahead",
        notBefore);
  }
}
