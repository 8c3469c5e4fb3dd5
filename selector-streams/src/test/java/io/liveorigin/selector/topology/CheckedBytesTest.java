package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that contradict their record, bytes that are lost, and copies without end. */
class CheckedBytesTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final SegmentAddress ADDRESS = new SegmentAddress(SampleEvent.TRACK, NUMBER);
  private static final long DUE = SampleEvent.event().schedule().due(NUMBER);

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private Decision chosen() {
    return selector.stores().chosen(NUMBER).orElseThrow();
  }

  private static Defect dropped(long count) {
    return Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", count));
  }

  @Test
  void a_record_whose_bytes_are_not_those_of_its_digest_is_passed_over() {
    selector.put("b", NUMBER - 1, "b-1");
    SegmentRecord forged =
        new SegmentRecord(
            ADDRESS,
            "video/mp4",
            Digest.of(new byte[] {1}),
            TrackSamples.init(SampleEvent.PLAIN),
            List.of());
    selector.raw(Topics.segments("a"), forged.key(), new byte[] {2}, forged.headers());
    selector.put("b", NUMBER, "b0");
    selector.advanceTo(DUE + 40);
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("b");
    assertThat(chosen().candidates()).hasSize(1);
    assertThat(selector.handedOver()).allMatch(p -> p.equals("b"));
    assertThat(selector.processedOf(Topics.segments("a"))).isEqualTo(1);
  }

  @Test
  void an_init_record_whose_bytes_are_not_those_of_its_digest_is_passed_over() {
    SegmentRecord forged =
        new SegmentRecord(
            new io.liveorigin.contract.address.InitAddress(SampleEvent.TRACK),
            "video/mp4",
            Digest.of(new byte[] {1}),
            TrackSamples.init("x"),
            List.of());
    selector.raw(Topics.inits("a"), forged.key(), new byte[] {2}, forged.headers());
    selector.advance(3_000);
    assertThat(selector.stores().chosenInit()).isEmpty();
  }

  @Test
  void a_winner_that_is_lost_gives_way_to_the_next_and_never_wins_again() {
    selector.put("a", NUMBER, "a0");
    selector.put("b", NUMBER, "b0");
    Digest lost = chosen().winner().orElseThrow().digest();
    selector.lose(ADDRESS, lost);
    selector.advance(60);
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("b");
    assertThat(chosen().reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(chosen().revision()).isEqualTo(2);
    assertThat(selector.defects())
        .extracting(DefectRecord::kind, DefectRecord::pipeline)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("unreadable", "a"));
    selector.put("a", NUMBER, "a0");
    selector.mask("m", "b", NUMBER, NUMBER);
    selector.advance(60);
    assertThat(chosen().winner()).isEmpty();
    selector.unmask("m");
    selector.advance(60);
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("b");
  }

  /** The claim may be about the previous winner, which has been replaced meanwhile. */
  @Test
  void a_claim_about_other_bytes_than_those_that_are_served_costs_nothing() {
    selector.put("a", NUMBER, "a0");
    selector.put("b", NUMBER, "b0");
    Decision before = chosen();
    selector.lose(ADDRESS, Digest.of(new byte[] {9}));
    selector.advance(60);
    assertThat(chosen()).isEqualTo(before);
    assertThat(selector.stores().stored(ADDRESS)).noneMatch(Candidate::unreadable);
  }

  /** A new cell reads the decision, and the record of its winner no longer exists. */
  @Test
  void a_winner_that_this_cell_never_read_gives_way_too() {
    selector.put("b", NUMBER, "b0");
    Digest lost = Digest.of(new byte[] {7});
    Candidate unseen =
        new Candidate(
            "a",
            new RecordPosition(Topics.segments("a"), 0, 3),
            lost,
            1,
            "video/mp4",
            selector.now(),
            TrackSamples.init(SampleEvent.PLAIN),
            List.of());
    selector.otherCell(
        new Decision(
            ADDRESS,
            1,
            java.util.Optional.of(unseen),
            Reason.PREFERRED_VALID,
            List.of(unseen),
            List.of(),
            DUE,
            selector.now(),
            "other"));
    selector.lose(ADDRESS, lost);
    selector.advance(60);
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("b");
    assertThat(chosen().reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(chosen().candidates()).anyMatch(c -> c.sameCopy(unseen) && c.unreadable());
  }

  /** Each claim of a broken cell costs one candidate, until there are none left. */
  @Test
  void wrong_claims_end_with_the_candidates() {
    selector.put("a", NUMBER, "a0");
    selector.put("b", NUMBER, "b0");
    for (int i = 0; i < 50; i++) {
      chosen().winner().ifPresent(w -> selector.lose(ADDRESS, w.digest()));
      selector.lose(ADDRESS, Digest.of(new byte[] {9}));
      selector.advance(40);
    }
    assertThat(chosen().winner()).isEmpty();
    assertThat(chosen().revision()).isEqualTo(3);
    selector.put("a", NUMBER, "another of a");
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("a");
    assertThat(chosen().reason()).isEqualTo(Reason.UPGRADE);
  }

  /** The mark is in the decision, so a cell that received no claim respects it too. */
  @Test
  void what_another_cell_found_lost_does_not_win_here() {
    selector.put("a", NUMBER, "a0");
    selector.put("b", NUMBER, "b0");
    Decision first = chosen();
    Candidate winner = first.winner().orElseThrow();
    Candidate other =
        first.candidates().stream()
            .filter(c -> c.pipeline().equals("b"))
            .findFirst()
            .orElseGet(() -> selector.stores().stored(ADDRESS).get(1));
    Defect unreadable = Defect.of(DefectKind.UNREADABLE, DefectSource.SELECTOR, Map.of());
    selector.otherCell(
        new Decision(
            ADDRESS,
            2,
            java.util.Optional.of(other),
            Reason.UNREADABLE,
            List.of(winner.with(unreadable), other),
            List.of(),
            first.due(),
            first.decidedAt(),
            "other"));
    selector.mask("m", "b", NUMBER, NUMBER);
    selector.advance(60);
    assertThat(chosen().winner()).isEmpty();
    assertThat(chosen().candidates().get(0).unreadable()).isTrue();
  }

  @Test
  void a_clean_copy_counts_however_many_bad_ones_came_before() {
    for (int i = 0; i < 40; i++) {
      selector.put("a", NUMBER, "a" + i, dropped(i + 1));
    }
    selector.put("a", NUMBER, "a clean");
    selector.advance(60);
    assertThat(chosen().winner().orElseThrow().valid()).isTrue();
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("a");
    assertThat(selector.stores().stored(ADDRESS)).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void what_was_acknowledged_and_is_not_kept_is_recorded_as_a_defect() {
    for (int i = 0; i < 17; i++) {
      selector.put("a", NUMBER, "a" + i);
    }
    assertThat(selector.defects())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.kind()).isEqualTo("conflicting-republish");
              assertThat(d.parameters()).containsEntry("reason", "too-many-copies");
              assertThat(d.digest()).hasValue(Digest.of("a16".getBytes()).hex());
            });
  }
}
