package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.judge.RealMedia;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Copies that could not be inspected, through the topology: when they count, and how they are
 * checked.
 */
class UncheckedTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final long START = NUMBER * TrackSamples.SEGMENT;
  private static final long OFF = START + 7 * TrackSamples.TIMESCALE;
  private static final long DUE = SampleEvent.event().schedule().due(NUMBER);
  private static final long GONE = SampleEvent.event().schedule().gone(NUMBER);
  private static final byte[] INIT = RealMedia.init();

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private void init(String pipeline, byte[] bytes, Defect... defects) {
    selector.send(
        pipeline,
        new InitAddress(SampleEvent.TRACK),
        bytes,
        RealMedia.initFacts(bytes),
        List.of(defects));
  }

  private void unchecked(String pipeline, long decodeTime, Defect... defects) {
    selector.send(
        pipeline,
        new SegmentAddress(SampleEvent.TRACK, NUMBER),
        RealMedia.segment(decodeTime, 0),
        Facts.NONE,
        List.of(defects));
  }

  private Decision chosen() {
    return selector.stores().chosen(NUMBER).orElseThrow();
  }

  private void assertChosen(String pipeline, Reason reason, int revision) {
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue(pipeline);
    assertThat(chosen().reason()).isEqualTo(reason);
    assertThat(chosen().revision()).isEqualTo(revision);
  }

  @Test
  void a_checked_copy_beats_an_unchecked_one_of_the_first_pipeline() {
    init("b", INIT);
    unchecked("a", OFF);
    selector.advanceTo(DUE - 40);
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.put("b", NUMBER, "b0", RealMedia.initFacts(INIT));
    assertChosen("b", Reason.FALLBACK_BAD, 1);
    assertThat(chosen().pinned()).isTrue();
  }

  @Test
  void an_unchecked_copy_serves_when_nothing_else_is_there_and_a_clean_one_replaces_it() {
    init("b", INIT);
    selector.advance(1_100);
    unchecked("a", START);
    selector.advanceTo(DUE + 40);
    assertChosen("a", Reason.UNCHECKED, 1);
    assertThat(chosen().pinned()).isFalse();
    selector.advanceTo(GONE - 1_000);
    selector.put("b", NUMBER, "b0", RealMedia.initFacts(INIT));
    assertChosen("b", Reason.UPGRADE, 2);
  }

  @Test
  void that_inspection_failed_is_no_defect_and_no_proof() {
    init("a", INIT);
    unchecked("a", START, new Defect(Defect.NOT_INSPECTED, Map.of(), DefectSource.INGEST));
    selector.advance(40);
    assertChosen("a", Reason.PREFERRED_VALID, 1);
    assertThat(chosen().winner().orElseThrow().defects()).isEmpty();
  }

  /** The clock of a is seven seconds off, which is unknown without the init segment. */
  @Test
  void it_is_checked_when_the_init_segment_comes_and_what_is_found_is_said_once() {
    init("b", INIT);
    selector.advance(1_100);
    unchecked("a", OFF);
    assertThat(selector.defects()).isEmpty();
    init("a", INIT);
    selector.advance(40);
    init("a", INIT);
    selector.advance(60_000 / 2);
    List<DefectRecord> found =
        selector.defects().stream().filter(d -> d.kind().equals("decode-time-mismatch")).toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).source()).isEqualTo("selector");
    assertThat(found.get(0).parameters()).containsEntry("delta-ms", 7_000L);
    assertChosen("a", Reason.LEAST_BAD, 1);
  }

  @Test
  void what_is_served_unchecked_is_pinned_when_it_proves_clean() {
    init("b", INIT);
    selector.advance(1_100);
    unchecked("a", START);
    selector.advanceTo(DUE + 40);
    init("a", INIT);
    selector.advance(60);
    assertChosen("a", Reason.RECHECKED, 2);
    assertThat(chosen().pinned()).isTrue();
    assertThat(selector.defects()).isEmpty();
  }

  @Test
  void what_is_served_unchecked_and_does_not_play_is_taken_back() {
    init("b", INIT);
    selector.advance(1_100);
    unchecked("a", START);
    selector.advanceTo(DUE + 40);
    assertChosen("a", Reason.UNCHECKED, 1);
    init("a", RealMedia.init("avc3"));
    selector.advance(60);
    assertThat(chosen().winner()).isEmpty();
    assertThat(chosen().reason()).isEqualTo(Reason.RECHECKED);
    selector.put("b", NUMBER, "b0", RealMedia.initFacts(INIT));
    assertChosen("b", Reason.UPGRADE, 3);
  }

  @Test
  void a_record_that_is_read_after_the_init_segment_is_checked_at_once() {
    init("a", INIT);
    selector.advance(40);
    unchecked("a", OFF);
    assertThat(selector.defects())
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo("decode-time-mismatch"));
  }

  @Test
  void an_init_segment_that_cannot_be_read_ends_no_inspection_and_is_not_served() {
    init("a", INIT);
    selector.advance(40);
    for (int i = 0; i < 40; i++) {
      byte[] half = new byte[100 + i];
      init("a", half, Defect.of(DefectKind.TRUNCATED, DefectSource.INGEST, Map.of()));
    }
    selector.advance(40);
    unchecked("a", OFF);
    assertThat(selector.defects())
        .filteredOn(d -> d.number().isPresent())
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo("decode-time-mismatch"));
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(1);
    assertThat(selector.stores().chosenInit().orElseThrow().winner().orElseThrow().digest())
        .isEqualTo(io.liveorigin.contract.segment.Digest.of(INIT));
  }

  @Test
  void an_init_segment_that_cannot_be_read_is_not_served_where_there_is_no_other() {
    init("a", new byte[9], Defect.of(DefectKind.TRUNCATED, DefectSource.INGEST, Map.of()));
    selector.advance(5_000);
    assertThat(selector.stores().chosenInit()).isEmpty();
  }

  /**
   * The second of two renditions was swapped: the copy that agrees with the declaration is
   * preferred.
   */
  @Test
  void an_init_segment_that_agrees_replaces_one_that_contradicts_the_declaration_once() {
    Defect contradicts = Defect.of(DefectKind.EXCESS_SAMPLES, DefectSource.INGEST, Map.of());
    init("a", RealMedia.init("avc3"), contradicts);
    selector.advance(2_000);
    assertThat(selector.stores().chosenInit().orElseThrow().reason()).isEqualTo(Reason.LEAST_BAD);
    init("b", INIT);
    selector.advance(2_000);
    Decision init = selector.stores().chosenInit().orElseThrow();
    assertThat(init.winner().orElseThrow().pipeline()).isEqualTo("b");
    assertThat(init.revision()).isEqualTo(2);
    // Media that belongs to the other init segment never plays.
    selector.put("a", NUMBER, "a0", RealMedia.initFacts(RealMedia.init("avc3")));
    selector.advanceTo(DUE + 2_000);
    assertThat(chosen().winner()).isEmpty();
    // And the choice does not move to and fro.
    selector.advanceTo(GONE + 30_000);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isLessThanOrEqualTo(3);
  }

  /** Its init segment is defective and the only one: there is no better one. */
  @Test
  void a_defective_init_segment_that_is_served_is_not_chosen_again_and_again() {
    Defect contradicts = Defect.of(DefectKind.EXCESS_SAMPLES, DefectSource.INGEST, Map.of());
    init("a", INIT);
    selector.advance(40);
    init("a", RealMedia.init("avc3"), contradicts);
    init("b", RealMedia.init("avc3"), contradicts);
    selector.advance(10_000);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(2);
  }
}
