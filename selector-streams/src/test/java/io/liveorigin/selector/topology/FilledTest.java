package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.selector.fill.FillerOrder;
import io.liveorigin.selector.fill.FillerResult;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A number that nobody published gets a filler if one can be made in time. */
class FilledTest {
  private static final long FIRST = SampleEvent.NUMBER;
  private static final EventDefinition EVENT = SampleEvent.event(List.of("a", "b"));
  private static final Schedule SCHEDULE = EVENT.schedule();
  private static final Digest FILLER = digest("filler");
  private static final Facts FACTS = TrackSamples.clean(FIRST + 1, SampleEvent.PLAIN);

  private final SelectorHarness selector = new SelectorHarness();
  private final List<FillerOrder> orders = new ArrayList<>();
  private Optional<FillerResult> result = Optional.of(new FillerResult.Made(FILLER, 700, FACTS, 3));

  @BeforeEach
  void fill() {
    selector.fillers(
        order -> {
          orders.add(order);
          return result;
        });
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private void begin(EventDefinition event) {
    selector.apply(event);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    selector.put("a", FIRST, "a" + FIRST);
    assertThat(decision(FIRST).pinned()).isTrue();
  }

  private static long missing(long number) {
    return LiveEvent.of(EVENT).missing(new SegmentAddress(SampleEvent.TRACK, number));
  }

  private Decision decision(long number) {
    return selector.stores().chosen(number).orElseThrow();
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Defect defect(DefectKind kind) {
    return Defect.of(kind, DefectSource.INGEST, Map.of());
  }

  @Test
  void a_filler_is_a_decision() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) - 20);
    assertThat(selector.stores().chosen(FIRST + 1)).isEmpty();
    selector.advanceTo(missing(FIRST + 1) + 40);
    Decision filled = decision(FIRST + 1);
    assertThat(filled.reason()).isEqualTo(Reason.FILLED);
    Candidate winner = filled.winner().orElseThrow();
    assertThat(winner.pipeline()).isEqualTo("origin");
    assertThat(winner.digest()).isEqualTo(FILLER);
    assertThat(winner.size()).isEqualTo(700);
    assertThat(winner.defects()).extracting(Defect::kind).containsExactly(DefectKind.FILLER);
    assertThat(filled.pinned()).isFalse();
    assertThat(filled.listing()).isEqualTo(Listing.of(FACTS.tracks().get(0)));
    assertThat(filled.madeFrom())
        .hasValue(
            new FillerRecipe(
                digest("init"),
                Optional.of(
                    new FillerRecipe.Source(FIRST, digest("a" + FIRST), ("a" + FIRST).length())),
                3));
    assertThat(selector.proposed())
        .filteredOn(d -> d.reason() == Reason.FILLED)
        .extracting(Decision::notBefore)
        .containsExactly(missing(FIRST + 1));
  }

  @Test
  void it_is_begun_early_and_not_for_what_is_published() {
    result = Optional.empty();
    begin(EVENT);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 1));
    selector.put("a", FIRST + 1, "a");
    selector.advanceTo(SCHEDULE.decided(FIRST + 2) - 20);
    assertThat(orders).isEmpty();
    selector.advanceTo(SCHEDULE.decided(FIRST + 2) + 40);
    assertThat(orders).hasSize(1);
    assertThat(orders.get(0).source().orElseThrow().number()).isEqualTo(FIRST + 1);
  }

  @Test
  void what_is_not_made_in_time_is_missing() {
    result = Optional.empty();
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 280);
    assertThat(selector.stores().chosen(FIRST + 1)).isEmpty();
    selector.advanceTo(missing(FIRST + 1) + 400);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.MISSING);
    // The decision remains.
    result = Optional.of(new FillerResult.Made(FILLER, 700, FACTS, 3));
    selector.advance(1_000);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.MISSING);
  }

  @Test
  void what_is_made_late_is_served_all_the_same() {
    result = Optional.empty();
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 200);
    result = Optional.of(new FillerResult.Made(FILLER, 700, FACTS, 3));
    selector.advance(40);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.FILLED);
  }

  @Test
  void what_cannot_be_filled_is_missing_in_time() {
    result = Optional.of(new FillerResult.None("of a codec that is not known"));
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 40);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.MISSING);
  }

  @Test
  void an_event_may_want_none() {
    begin(EVENT.withFill(FillPolicy.NONE));
    selector.advanceTo(missing(FIRST + 1) + 40);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.MISSING);
    assertThat(orders).isEmpty();
  }

  @Test
  void a_filler_is_made_from_what_was_published() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 4) + 40);
    for (long n = FIRST + 1; n <= FIRST + 4; n++) {
      assertThat(decision(n).madeFrom().flatMap(FillerRecipe::source).orElseThrow().number())
          .isEqualTo(FIRST);
    }
  }

  @Test
  void a_copy_that_comes_late_replaces_it_and_changes_nothing_that_was_listed() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 40);
    Listing listed = decision(FIRST + 1).listing();
    // Worse than a filler: a picture that cannot be decoded.
    selector.put("b", FIRST + 1, "worse", defect(DefectKind.CODEC_MISMATCH));
    assertThat(decision(FIRST + 1).revision()).isEqualTo(1);
    selector.put("b", FIRST + 1, "bad", defect(DefectKind.DROPPED_VIDEO_FRAMES));
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.UPGRADE);
    assertThat(decision(FIRST + 1).winner().orElseThrow().digest()).isEqualTo(digest("bad"));
    selector.put("a", FIRST + 1, "good");
    Decision good = decision(FIRST + 1);
    assertThat(good.winner().orElseThrow().digest()).isEqualTo(digest("good"));
    assertThat(good.revision()).isEqualTo(3);
    assertThat(good.listing()).isEqualTo(listed);
    assertThat(good.madeFrom()).isEmpty();
  }

  /** A mask of the pipelines does not apply to the filler. */
  @Test
  void a_mask_of_the_source_leaves_it() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 40);
    selector.mask("m", "a", 0, FIRST + 10);
    selector.advance(100);
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.FILLED);
    assertThat(decision(FIRST + 1).revision()).isEqualTo(1);
  }

  @Test
  void what_nobody_can_decode_is_filled_when_it_is_decided() {
    begin(EVENT);
    selector.put("a", FIRST + 1, "bad a", FACTS, defect(DefectKind.CODEC_MISMATCH));
    selector.put("b", FIRST + 1, "bad b", FACTS, defect(DefectKind.CODEC_MISMATCH));
    selector.advanceTo(SCHEDULE.decided(FIRST + 1) - 20);
    assertThat(selector.stores().chosen(FIRST + 1)).isEmpty();
    selector.advanceTo(SCHEDULE.decided(FIRST + 1) + 40);
    Decision filled = decision(FIRST + 1);
    assertThat(filled.reason()).isEqualTo(Reason.FILLED);
    assertThat(filled.candidates())
        .extracting(Candidate::pipeline)
        .containsExactly("a", "b", "origin");
    assertThat(filled.listing().gap()).isFalse();
  }

  @Test
  void what_a_mask_takes_away_is_filled_and_comes_back() {
    begin(EVENT);
    selector.put("a", FIRST + 1, "a" + (FIRST + 1));
    Listing listed = decision(FIRST + 1).listing();
    selector.mask("m", "a", FIRST + 1, FIRST + 1);
    selector.advance(40);
    Decision filled = decision(FIRST + 1);
    assertThat(filled.reason()).isEqualTo(Reason.FILLED);
    assertThat(filled.revision()).isEqualTo(2);
    assertThat(filled.listing()).isEqualTo(listed);
  }

  /** A masked copy must not be served for a moment longer because Kafka is slow. */
  @Test
  void a_mask_does_not_wait_for_its_filler() {
    begin(EVENT);
    selector.put("a", FIRST + 1, "a" + (FIRST + 1));
    result = Optional.empty();
    selector.mask("m", "a", FIRST + 1, FIRST + 1);
    selector.advance(400);
    assertThat(decision(FIRST + 1).winner()).isEmpty();
    assertThat(decision(FIRST + 1).reason()).isEqualTo(Reason.MASK);
  }
}
