package io.liveorigin.selector.topology;

import static io.liveorigin.selector.judge.TrackSamples.clean;
import static io.liveorigin.selector.judge.TrackSamples.facts;
import static io.liveorigin.selector.judge.TrackSamples.init;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Findings that depend on earlier segments and on the served init segment, through the topology.
 */
class JudgedInOrderTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));
  private static final long DUE = SampleEvent.event().schedule().due(NUMBER);
  private static final long DECIDED = SampleEvent.event().schedule().decided(NUMBER);

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private static Facts off(long number, long ticks) {
    return facts(number * TrackSamples.SEGMENT + ticks, 50, TrackSamples.FRAME, "x");
  }

  private static Facts halved(long number) {
    return facts(number * TrackSamples.SEGMENT, 25, 1024, "x");
  }

  private List<String> kinds() {
    return selector.defects().stream().map(d -> d.pipeline() + " " + d.kind()).toList();
  }

  private Decision chosen(long number) {
    return selector.stores().chosen(number).orElseThrow();
  }

  private String winner(long number) {
    return chosen(number).winner().map(Candidate::pipeline).orElse("none");
  }

  @Test
  void a_jump_against_the_segment_before_loses_to_the_clean_copy() {
    selector.putInit("a", "init", init("x"));
    selector.put("a", NUMBER - 1, "a-1", clean(NUMBER - 1, "x"));
    selector.put("a", NUMBER, "a0", off(NUMBER, 200));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "x"));
    assertThat(winner(NUMBER - 1)).isEqualTo("a");
    assertThat(winner(NUMBER)).isEqualTo("b");
    assertThat(chosen(NUMBER).reason()).isEqualTo(Reason.FALLBACK_BAD);
    List<DefectRecord> defects = selector.defects();
    assertThat(defects).hasSize(1);
    assertThat(defects.get(0).kind()).isEqualTo("discontinuity");
    assertThat(defects.get(0).source()).isEqualTo("selector");
    assertThat(defects.get(0).parameters()).containsEntry("delta", 200L);
    assertThat(defects.get(0).agreement()).isEmpty();
  }

  /**
   * By then the previous segment may have been published again with other bytes, or be forgotten.
   */
  @Test
  void a_redelivery_repeats_what_was_found_the_first_time() {
    selector.putInit("a", "init", init("x"));
    selector.put("a", NUMBER - 1, "a-1", clean(NUMBER - 1, "x"));
    selector.put("a", NUMBER, "a0", off(NUMBER, 200));
    String id = selector.defects().get(0).id();
    selector.put("a", NUMBER - 1, "another a-1", off(NUMBER - 1, 200));
    selector.defects();
    selector.put("a", NUMBER, "a0", off(NUMBER, 200));
    assertThat(selector.defects()).extracting(DefectRecord::id).containsExactly(id);
  }

  @Test
  void an_even_loss_of_frames_is_found_by_the_learned_cadence() {
    selector.putInit("a", "init", init("x"));
    for (long n = NUMBER - 4; n < NUMBER; n++) {
      selector.put("a", n, "a" + n, clean(n, "x"));
    }
    selector.put("a", NUMBER, "a0", halved(NUMBER));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "x"));
    assertThat(winner(NUMBER)).isEqualTo("b");
    assertThat(selector.defects())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.kind()).isEqualTo("dropped-video-frames");
              assertThat(d.parameters())
                  .containsEntry("count", 25L)
                  .containsEntry("duration-ms", 1000L);
            });
  }

  @Test
  void media_that_the_served_init_cannot_decode_is_never_served() {
    selector.putInit("a", "init a", init("x"));
    selector.putInit("b", "init b", init("y"));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "y"));
    assertThat(kinds()).containsExactly("b codec-mismatch");
    selector.advanceTo(DECIDED + 40);
    assertThat(winner(NUMBER)).isEqualTo("none");
    assertThat(chosen(NUMBER).reason()).isEqualTo(Reason.LEAST_BAD);
    selector.put("a", NUMBER, "a0", clean(NUMBER, "x"));
    assertThat(winner(NUMBER)).isEqualTo("a");
    assertThat(chosen(NUMBER).reason()).isEqualTo(Reason.UPGRADE);
  }

  @Test
  void an_init_segment_that_contradicts_the_definition_is_said_and_loses() {
    Defect mismatch =
        Defect.of(
            DefectKind.DECLARATION_MISMATCH,
            DefectSource.INGEST,
            Map.of("attribute", "resolution", "found", "320x180", "declared", "640x360"));
    selector.putInit("a", "init a", init("x"), mismatch);
    selector.putInit("b", "init b", init("y"));
    selector.advance(40);
    selector.put("b", NUMBER, "b0", clean(NUMBER, "y"));
    selector.advanceTo(DECIDED + 40);
    assertThat(winner(NUMBER)).as("it plays after the init segment of b").isEqualTo("b");
    selector.putInit("a", "init a", init("x"), mismatch);
    List<DefectRecord> defects =
        selector.defects().stream().filter(d -> d.pipeline().equals("a")).toList();
    assertThat(defects)
        .isNotEmpty()
        .allSatisfy(
            d -> {
              assertThat(d.kind()).isEqualTo("declaration-mismatch");
              assertThat(d.number()).isEmpty();
              assertThat(d.parameters()).containsEntry("found", "320x180");
            });
    assertThat(defects)
        .extracting(DefectRecord::id)
        .as("however often it comes")
        .containsOnly(defects.get(0).id());
  }

  @Test
  void a_copy_waits_until_it_is_known_which_init_is_served() {
    selector.putInit("b", "init b", init("y"));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "y"));
    selector.put("a", NUMBER, "a0", clean(NUMBER, "x"));
    // Valid and preferred, but nobody knows yet that its init segment will be chosen.
    assertThat(selector.stores().chosen(NUMBER)).isEmpty();
    selector.putInit("a", "init a", init("x"));
    selector.advance(40);
    assertThat(winner(NUMBER)).isEqualTo("a");
    assertThat(kinds()).containsExactly("b codec-mismatch");
  }

  @Test
  void init_segments_that_differ_only_in_bytes_are_one() {
    selector.putInit("a", "init a", init("x"));
    selector.putInit("b", "init b, made a second later", init("x"));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "x"));
    selector.advanceTo(DUE + 40);
    assertThat(winner(NUMBER)).isEqualTo("b");
    assertThat(kinds()).isEmpty();
  }

  /**
   * If every encoder has a new set-up, the served init segment must follow, or nothing can be
   * played any more.
   */
  @Test
  void the_served_init_changes_when_nobody_publishes_for_it_any_more() {
    selector.putInit("a", "init a", init("x"));
    selector.putInit("b", "init b", init("x"));
    selector.putInit("a", "new init a", init("y"));
    selector.advance(40);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(1);
    selector.put("a", NUMBER, "a0", clean(NUMBER, "y"));
    assertThat(kinds()).containsExactly("a codec-mismatch");
    selector.putInit("b", "new init b", init("y"));
    selector.advance(40);
    Decision init = selector.stores().chosenInit().orElseThrow();
    assertThat(init.revision()).isEqualTo(2);
    assertThat(init.reason()).isEqualTo(Reason.UPGRADE);
    assertThat(init.winner().orElseThrow().pipeline()).isEqualTo("a");
    assertThat(winner(NUMBER)).isEqualTo("a");
  }

  /** A pinned init segment of a dead pipeline must not keep the other pipeline from viewers. */
  @Test
  void the_served_init_follows_the_only_pipeline_that_delivers() {
    long gone = SampleEvent.event().schedule().gone(NUMBER);
    selector.putInit("a", "init a", init("x"));
    selector.putInit("b", "init b", init("y"));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "y"));
    selector.advanceTo(DECIDED + 40);
    selector.put("b", NUMBER + 1, "b1", clean(NUMBER + 1, "y"));
    selector.advanceTo(gone - 40);
    assertThat(winner(NUMBER)).isEqualTo("none");
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(1);
    selector.advanceTo(gone + 100);
    Decision init = selector.stores().chosenInit().orElseThrow();
    assertThat(init.revision()).isEqualTo(2);
    assertThat(init.winner().orElseThrow().pipeline()).isEqualTo("b");
    assertThat(winner(NUMBER)).isEqualTo("b");
    assertThat(winner(NUMBER + 1)).isEqualTo("b");
    assertThat(chosen(NUMBER).reason()).isEqualTo(Reason.UPGRADE);
    // Pipeline a is back: its media does not play with the init segment that is served now.
    selector.put("a", NUMBER + 2, "a2", clean(NUMBER + 2, "x"));
    selector.put("b", NUMBER + 2, "b2", clean(NUMBER + 2, "y"));
    selector.advance(40);
    assertThat(winner(NUMBER + 2)).isEqualTo("b");
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void a_mask_on_the_pipeline_of_the_served_init_leaves_a_way_out() {
    selector.putInit("a", "init a", init("x"));
    selector.putInit("b", "init b", init("y"));
    selector.mask("m", "a", 0, NUMBER + 1_000);
    selector.put("a", NUMBER, "a0", clean(NUMBER, "x"));
    selector.put("b", NUMBER, "b0", clean(NUMBER, "y"));
    selector.advanceTo(SampleEvent.event().schedule().gone(NUMBER) + 100);
    assertThat(winner(NUMBER)).isEqualTo("b");
  }

  @Test
  void an_encoder_may_come_back_to_an_earlier_setting() {
    selector.putInit("a", "init", init("x"));
    selector.putInit("a", "another init", init("y"));
    selector.advance(40);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(2);
    selector.putInit("a", "init", init("x"));
    selector.advance(40);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(3);
    selector.put("a", NUMBER, "a0", clean(NUMBER, "x"));
    assertThat(winner(NUMBER)).isEqualTo("a");
  }

  @Test
  void a_pipeline_gone_mad_does_not_keep_the_others_copy_out() {
    for (int i = 0; i < 40; i++) {
      selector.put("a", NUMBER, "a" + i, DROPPED);
    }
    selector.put("b", NUMBER, "b0");
    assertThat(winner(NUMBER)).isEqualTo("b");
  }

  @Test
  void an_encoder_may_be_restarted_any_number_of_times() {
    for (int i = 0; i < 40; i++) {
      selector.putInit("a", "init " + i, init("x"));
    }
    selector.putInit("a", "init of another set-up", init("y"));
    selector.advance(40);
    assertThat(selector.stores().chosenInit().orElseThrow().revision()).isEqualTo(2);
  }
}
