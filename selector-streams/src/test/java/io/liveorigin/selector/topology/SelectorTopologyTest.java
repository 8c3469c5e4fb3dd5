package io.liveorigin.selector.topology;

import static io.liveorigin.selector.task.SampleEvent.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.task.TaskSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorTopologyTest {
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", 12L));
  private static final Defect JUMP =
      Defect.of(DefectKind.DISCONTINUITY, DefectSource.INGEST, Map.of());
  private static final long DUE = SampleEvent.event().schedule().due(NUMBER);
  private static final long DECIDED = SampleEvent.event().schedule().decided(NUMBER);

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event());
  }

  @AfterEach
  void close() {
    selector.close();
  }

  @Test
  void description_is_the_golden_one() throws IOException {
    TaskSettings settings =
        new TaskSettings("cell", 1, null, null, null, null, null, Duration.ofMillis(20), Map.of());
    String description = SelectorTopology.build(settings).describe().toString();
    Path golden = Path.of("src/test/resources/golden/topology.txt");
    assertThat(description).isEqualTo(Files.readString(golden));
  }

  @Test
  void valid_copy_of_the_first_pipeline_wins_at_once() {
    selector.put("a", NUMBER, "from a");
    assertWinner("a", Reason.PREFERRED_VALID, 1);
    assertThat(selector.now()).isLessThan(DUE);
  }

  @Test
  void valid_copy_of_a_later_pipeline_waits_for_due() {
    selector.put("b", NUMBER, "from b");
    selector.advanceTo(DUE - 20);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.advanceTo(DUE + 20);
    assertWinner("b", Reason.FALLBACK_DUE, 1);
  }

  @Test
  void valid_copy_of_a_later_pipeline_wins_once_the_earlier_delivered_bad_ones() {
    selector.put("b", NUMBER, "from b");
    selector.put("a", NUMBER, "bad a", DROPPED);
    assertWinner("b", Reason.FALLBACK_BAD, 1);
  }

  @Test
  void third_pipeline_waits_for_both_before_it() {
    selector.put("c", NUMBER, "from c");
    selector.put("a", NUMBER, "bad a", DROPPED);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.put("b", NUMBER, "bad b", DROPPED);
    assertWinner("c", Reason.FALLBACK_BAD, 1);
  }

  @Test
  void least_bad_wins_when_time_is_up_and_a_clean_copy_replaces_it() {
    selector.put("a", NUMBER, "bad a", DROPPED);
    selector.put("b", NUMBER, "bad b", JUMP);
    selector.advanceTo(DECIDED - 20);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.advanceTo(DECIDED + 20);
    assertWinner("b", Reason.LEAST_BAD, 1);
    selector.put("c", NUMBER, "late but clean");
    assertWinner("c", Reason.UPGRADE, 2);
    selector.put("a", NUMBER, "clean at last");
    assertWinner("c", Reason.UPGRADE, 2);
  }

  @Test
  void a_pinned_winner_ignores_other_bytes_of_its_own_pipeline() {
    selector.put("a", NUMBER, "first");
    selector.put("a", NUMBER, "second");
    selector.advanceTo(DECIDED + 1_000);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().winner().orElseThrow().digest())
        .isEqualTo(Digest.of("first".getBytes(StandardCharsets.UTF_8)));
    assertThat(selector.accepted()).hasSize(1);
  }

  @Test
  void mask_takes_the_winner_away_and_unmask_changes_no_valid_winner() {
    selector.put("a", NUMBER, "from a");
    selector.put("b", NUMBER, "from b");
    selector.mask("m1", "a", NUMBER, NUMBER + 5);
    selector.advance(100);
    assertWinner("b", Reason.MASK, 2);
    selector.unmask("m1");
    selector.advance(100);
    assertWinner("b", Reason.MASK, 2);
  }

  /**
   * A notification is a message of an operator to players; it does not affect the choice of a
   * segment.
   */
  @Test
  void a_notification_is_kept_and_nothing_is_decided_anew() {
    selector.put("a", NUMBER, "from a");
    selector.advance(100);
    int decided = selector.accepted().size();
    Notification announced =
        Notification.announced(
            new EventId("t", "e"), "ad-break", "start", NUMBER, Optional.empty());
    for (Notification each : List.of(announced, announced.revocation())) {
      selector.raw(
          Topics.CONTROL,
          ControlKey.notification(each).toString(),
          ControlJson.write(each),
          new RecordHeaders());
    }
    selector.advance(100);
    assertThat(selector.accepted()).hasSize(decided);
    assertWinner("a", Reason.PREFERRED_VALID, 1);
    selector.put("a", NUMBER + 1, "from a, too");
    selector.advance(100);
    assertThat(selector.accepted()).as("and it goes on").hasSize(decided + 1);
  }

  @Test
  void masking_every_copy_leaves_no_winner_and_unmasking_gives_one_back() {
    selector.put("a", NUMBER, "from a");
    selector.mask("m1", "a", NUMBER, NUMBER);
    selector.advance(100);
    Decision none = selector.stores().chosen(NUMBER).orElseThrow();
    assertThat(none.winner()).isEmpty();
    assertThat(none.revision()).isEqualTo(2);
    selector.unmask("m1");
    selector.advance(100);
    assertWinner("a", Reason.MASK, 3);
  }

  @Test
  void an_invalidation_is_settled_when_the_whole_mask_before_it_is_redecided() {
    for (long n = NUMBER; n < NUMBER + 600; n++) {
      selector.put("a", n, "a" + n);
      selector.put("b", n, "b" + n);
    }
    selector.advance(20);
    selector.mask("m1", "a", 0, NUMBER + 10_000);
    selector.invalidate("i1");
    selector.step(20);
    selector.step(20);
    assertThat(winnerOf(NUMBER)).isEqualTo("a");
    assertThat(selector.settled()).isEmpty();
    selector.step(20);
    selector.step(20);
    assertThat(winnerOf(NUMBER)).isEqualTo("b");
    assertThat(selector.settled()).containsExactly("i1");
    selector.advance(1_000);
    assertThat(selector.settled()).containsExactly("i1");
  }

  @Test
  void a_mask_over_many_segments_is_redecided_newest_first() {
    for (long n = NUMBER; n < NUMBER + 600; n++) {
      selector.put("a", n, "a" + n);
      selector.put("b", n, "b" + n);
    }
    selector.advance(20);
    selector.mask("m1", "a", 0, NUMBER + 10_000);
    selector.advance(20);
    assertThat(winnerOf(NUMBER + 599)).isEqualTo("b");
    assertThat(winnerOf(NUMBER)).isEqualTo("a");
    selector.advance(200);
    assertThat(winnerOf(NUMBER)).isEqualTo("b");
  }

  @Test
  void candidates_of_an_unknown_event_are_recorded_and_decided_when_it_is_defined() {
    try (SelectorHarness fresh = new SelectorHarness()) {
      fresh.put("a", NUMBER, "from a");
      assertThat(fresh.stores().chosen(NUMBER)).isEmpty();
      fresh.apply(SampleEvent.event());
      fresh.advance(40);
      assertThat(fresh.stores().chosen(NUMBER).orElseThrow().winner().orElseThrow().pipeline())
          .isEqualTo("a");
    }
  }

  @Test
  void redelivery_changes_no_state_and_repeats_the_same_defect_id() {
    selector.put("a", NUMBER, "bad a", DROPPED);
    String id = onlyDefect().id();
    selector.put("a", NUMBER, "bad a", DROPPED);
    assertThat(onlyDefect().id()).isEqualTo(id);
    selector.advanceTo(DECIDED + 40);
    selector.put("a", NUMBER, "bad a", DROPPED);
    selector.advance(100);
    assertThat(selector.accepted()).hasSize(1);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().candidates()).hasSize(1);
  }

  @Test
  void the_first_record_of_a_revision_wins_whoever_wrote_it() {
    Decision other =
        new Decision(
            new SegmentAddress(SampleEvent.TRACK, NUMBER),
            1,
            Optional.of(candidate("b")),
            Reason.FALLBACK_DUE,
            List.of(candidate("b")),
            List.of(),
            DUE,
            DUE,
            "other");
    selector.otherCell(other);
    selector.put("a", NUMBER, "from a");
    selector.advance(100);
    assertWinner("b", Reason.FALLBACK_DUE, 1);
  }

  @Test
  void a_record_of_a_revision_out_of_turn_is_ignored() {
    selector.put("a", NUMBER, "from a");
    Decision stale =
        new Decision(
            new SegmentAddress(SampleEvent.TRACK, NUMBER),
            3,
            Optional.of(candidate("b")),
            Reason.UPGRADE,
            List.of(candidate("b")),
            List.of(),
            DUE,
            DUE,
            "paused");
    selector.otherCell(stale);
    assertWinner("a", Reason.PREFERRED_VALID, 1);
  }

  @Test
  void catching_up_does_not_call_an_unread_copy_late() {
    selector.advanceTo(DECIDED + 60_000);
    selector.consumedUntil(DUE - 1);
    selector.put("b", NUMBER, "from b");
    selector.advance(2_000);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.put("a", NUMBER, "from a");
    assertWinner("a", Reason.PREFERRED_VALID, 1);
  }

  @Test
  void without_proof_nothing_timed_happens() {
    selector.consumedUntil(Long.MIN_VALUE);
    selector.put("a", NUMBER, "bad a", DROPPED);
    selector.advanceTo(DECIDED + 60_000);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.consumedUntil(DECIDED);
    selector.advance(100);
    assertWinner("a", Reason.LEAST_BAD, 1);
  }

  @Test
  void only_masked_copies_are_recorded_as_no_winner_when_time_is_up() {
    selector.mask("m1", "a", NUMBER, NUMBER);
    selector.put("a", NUMBER, "from a");
    selector.advanceTo(DECIDED + 40);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().winner()).isEmpty();
  }

  @Test
  void unreadable_records_are_passed_over_and_count_as_processed() {
    selector.raw(Topics.segments("a"), "t/e/v0", new byte[] {1}, new RecordHeaders());
    selector.raw("control", "no such key", new byte[] {1}, new RecordHeaders());
    selector.raw("control", null, new byte[] {1}, new RecordHeaders());
    selector.raw(Topics.segments("a"), null, new byte[] {1}, new RecordHeaders());
    selector.raw(Topics.SELECTIONS, null, new byte[] {1}, new RecordHeaders());
    selector.put("a", NUMBER, "from a");
    assertWinner("a", Reason.PREFERRED_VALID, 1);
    assertThat(selector.processedOf(Topics.segments("a"))).isEqualTo(3);
  }

  @Test
  void what_cannot_be_processed_is_unreadable_and_not_absent() {
    selector.put("b", NUMBER, "from b");
    RecordHeaders headers = new RecordHeaders();
    headers.add("number", Long.toString(NUMBER).getBytes(StandardCharsets.US_ASCII));
    selector.raw(Topics.segments("a"), "t/e/v0", new byte[] {1}, headers);
    selector.advanceTo(DUE + 22_000);
    assertThat(selector.defects())
        .filteredOn(defect -> defect.number().equals(Optional.of(NUMBER)))
        .extracting(DefectRecord::pipeline)
        .doesNotContain("a")
        .contains("c");
    assertWinner("b", Reason.FALLBACK_DUE, 1);
  }

  @Test
  void a_packager_gone_mad_is_bounded() {
    selector.consumedUntil(Long.MIN_VALUE);
    for (int i = 0; i < 100; i++) {
      selector.put("a", NUMBER, "copy " + i, DROPPED);
    }
    selector.consumedUntil(Long.MAX_VALUE);
    selector.advanceTo(DECIDED + 40);
    assertThat(selector.stores().chosen(NUMBER).orElseThrow().candidates()).hasSize(16);
  }

  @Test
  void state_is_bounded_by_the_window() {
    for (long n = NUMBER; n < NUMBER + 1_000; n++) {
      selector.put("a", n, "a" + n);
      selector.advance(2_000);
    }
    // 5 min of 2 s segments, the margin of 30, one interval of 15, and the event definition.
    assertThat(selector.stores().storedCandidates()).isBetween(150L, 200L);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    assertThat(winnerOf(NUMBER + 999)).isEqualTo("a");
  }

  @Test
  void init_of_the_first_pipeline_wins_at_once_and_of_a_later_one_after_patience() {
    selector.putInit("b", "init b");
    selector.advance(500);
    assertThat(selector.stores().chosenInit()).isEmpty();
    selector.putInit("a", "init a");
    Decision chosen = selector.stores().chosenInit().orElseThrow();
    assertThat(chosen.winner().orElseThrow().pipeline()).isEqualTo("a");
    try (SelectorHarness alone = new SelectorHarness()) {
      alone.apply(SampleEvent.event());
      alone.putInit("b", "init b");
      alone.advance(1_100);
      assertThat(alone.stores().chosenInit().orElseThrow().reason()).isEqualTo(Reason.FALLBACK_DUE);
    }
  }

  private static Candidate candidate(String pipeline) {
    return new Candidate(
        pipeline,
        new RecordPosition(Topics.segments(pipeline), 0, 7),
        Digest.of(pipeline.getBytes(StandardCharsets.UTF_8)),
        1,
        "video/mp4",
        DUE,
        TrackSamples.init(SampleEvent.PLAIN),
        List.of());
  }

  private DefectRecord onlyDefect() {
    List<DefectRecord> defects = selector.defects();
    assertThat(defects).hasSize(1);
    return defects.get(0);
  }

  private String winnerOf(long number) {
    return selector.stores().chosen(number).orElseThrow().winner().orElseThrow().pipeline();
  }

  private void assertWinner(String pipeline, Reason reason, int revision) {
    Decision decision = selector.stores().chosen(NUMBER).orElseThrow();
    assertThat(decision.winner().orElseThrow().pipeline()).isEqualTo(pipeline);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.revision()).isEqualTo(revision);
  }
}
