package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each number of a track that has begun is decided, even if nobody publishes it. */
class MissingNumbersTest {
  private static final long FIRST = SampleEvent.NUMBER;
  private static final EventDefinition EVENT = SampleEvent.event(List.of("a", "b"));
  private static final Schedule SCHEDULE = EVENT.schedule();
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));

  private final SelectorHarness selector = new SelectorHarness();

  @AfterEach
  void close() {
    selector.close();
  }

  private void begin(EventDefinition event) {
    selector.apply(event);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    selector.put("a", FIRST, "a" + FIRST);
    assertThat(decision(FIRST)).isPresent();
  }

  private static long missing(long number) {
    return LiveEvent.of(EVENT).missing(new SegmentAddress(SampleEvent.TRACK, number));
  }

  private Optional<Decision> decision(long number) {
    return selector.stores().chosen(number);
  }

  /** Returns the numbers that were decided as missing, in the order of acceptance. */
  private List<Long> holes() {
    return selector.accepted().stream()
        .filter(d -> d.reason() == Reason.MISSING)
        .map(d -> ((SegmentAddress) d.address()).number())
        .toList();
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void what_nobody_publishes_is_missing_when_its_time_has_come_and_not_before() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) - 20);
    assertThat(decision(FIRST + 1)).isEmpty();
    selector.advanceTo(missing(FIRST + 1) + 40);
    Decision hole = decision(FIRST + 1).orElseThrow();
    assertThat(hole.reason()).isEqualTo(Reason.MISSING);
    assertThat(hole.winner()).isEmpty();
    assertThat(hole.candidates()).isEmpty();
    assertThat(hole.listing()).isEqualTo(Listing.GAP);
    assertThat(hole.revision()).isEqualTo(1);
    selector.advanceTo(missing(FIRST + 3) + 40);
    assertThat(holes()).containsExactly(FIRST + 1, FIRST + 2, FIRST + 3);
    assertThat(selector.proposed())
        .filteredOn(d -> d.reason() == Reason.MISSING)
        .allSatisfy(
            d ->
                assertThat(d.notBefore())
                    .isEqualTo(missing(((SegmentAddress) d.address()).number())));
  }

  @Test
  void a_track_that_has_not_begun_has_no_holes() {
    selector.apply(EVENT);
    selector.advanceTo(missing(FIRST + 10));
    assertThat(selector.accepted()).isEmpty();
  }

  @Test
  void a_copy_that_comes_late_replaces_it_at_once_and_stays_a_gap_in_playlists() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) + 40);
    selector.put("b", FIRST + 1, "late", DROPPED);
    Decision late = decision(FIRST + 1).orElseThrow();
    assertThat(late.reason()).isEqualTo(Reason.UPGRADE);
    assertThat(late.revision()).isEqualTo(2);
    assertThat(late.winner().orElseThrow().pipeline()).isEqualTo("b");
    assertThat(late.listing()).isEqualTo(Listing.GAP);
    selector.put("a", FIRST + 1, "later");
    assertThat(decision(FIRST + 1).orElseThrow().winner().orElseThrow().pipeline()).isEqualTo("a");
    assertThat(decision(FIRST + 1).orElseThrow().listing()).isEqualTo(Listing.GAP);
  }

  /** The ordinary rule decides it. */
  @Test
  void a_copy_that_comes_before_that_is_decided_as_ever() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) - 300);
    selector.put("b", FIRST + 1, "late");
    assertThat(decision(FIRST + 1).orElseThrow().reason()).isEqualTo(Reason.FALLBACK_DUE);
    selector.advanceTo(missing(FIRST + 2) - 300);
    selector.put("b", FIRST + 2, "late and bad", DROPPED);
    selector.advanceTo(missing(FIRST + 2) + 40);
    assertThat(decision(FIRST + 2)).isEmpty();
    selector.advance(1_000);
    assertThat(decision(FIRST + 2).orElseThrow().reason()).isEqualTo(Reason.LEAST_BAD);
    assertThat(holes()).isEmpty();
  }

  @Test
  void numbers_between_are_not_passed_over() {
    begin(EVENT);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 1));
    selector.put("a", FIRST + 5, "ahead");
    assertThat(decision(FIRST + 5)).isPresent();
    selector.advanceTo(missing(FIRST + 7) + 40);
    assertThat(holes())
        .containsExactly(FIRST + 1, FIRST + 2, FIRST + 3, FIRST + 4, FIRST + 6, FIRST + 7);
  }

  /** Both pipelines were silent, but the origin was running. */
  @Test
  void a_track_goes_on_where_both_pipelines_were_silent() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 20) + 40);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 23));
    selector.put("a", FIRST + 23, "back");
    selector.put("a", FIRST + 24, "back");
    selector.advanceTo(missing(FIRST + 25) + 40);
    List<Long> expected = new ArrayList<>(numbers(FIRST + 1, FIRST + 22));
    expected.add(FIRST + 25);
    assertThat(holes()).containsExactlyElementsOf(expected);
  }

  /** The origin was away: it reports nothing that it could not see before it has read the log. */
  @Test
  void without_proof_nothing_is_missing() {
    begin(EVENT);
    selector.consumedUntil(missing(FIRST + 2) - 1);
    selector.advanceTo(missing(FIRST + 9));
    assertThat(holes()).containsExactly(FIRST + 1);
    selector.putArrived("b", FIRST + 4, Instant.ofEpochMilli(SCHEDULE.mediaEnd(FIRST + 4)));
    selector.consumedUntil(Long.MAX_VALUE);
    selector.advance(100);
    assertThat(holes()).containsExactlyElementsOf(without(FIRST + 4, FIRST + 2, FIRST + 9));
    assertThat(decision(FIRST + 4).orElseThrow().winner()).isPresent();
  }

  private static List<Long> without(long number, long from, long to) {
    return LongStream.concat(
            LongStream.of(FIRST + 1), LongStream.rangeClosed(from, to).filter(n -> n != number))
        .boxed()
        .toList();
  }

  /**
   * After a long absence, a cell decides a few numbers at a time, and only those that can still be
   * watched.
   */
  @Test
  void catching_up_does_not_flood() {
    EventDefinition event = EVENT.withTimeShiftBufferDepth(Duration.ofMinutes(2));
    begin(event);
    selector.consumedUntil(0);
    selector.advanceTo(missing(FIRST + 400));
    selector.put("a", FIRST + 402, "back");
    selector.consumedUntil(Long.MAX_VALUE);
    selector.step(20);
    int first = selector.drainAccepted();
    assertThat(first).isLessThanOrEqualTo(17);
    selector.advance(200);
    long window = event.schedule().windowStart(selector.now());
    assertThat(selector.accepted())
        .allSatisfy(
            d -> assertThat(((SegmentAddress) d.address()).number()).isGreaterThan(window - 2));
    assertThat(decision(FIRST + 400)).isEmpty();
  }

  @Test
  void a_window_full_of_holes_ends_it_and_the_next_copy_begins_anew() {
    EventDefinition event = EVENT.withTimeShiftBufferDepth(Duration.ofSeconds(20));
    begin(event);
    selector.advanceTo(missing(FIRST + 40));
    long last = holes().get(holes().size() - 1);
    assertThat(event.schedule().expires(FIRST))
        .isBetween(event.schedule().decided(last), event.schedule().decided(last + 1));
    assertThat(holes()).containsExactlyElementsOf(numbers(FIRST + 1, last));
    selector.put("a", FIRST + 41, "back");
    selector.advanceTo(missing(FIRST + 43) + 40);
    assertThat(holes()).endsWith(last, FIRST + 42, FIRST + 43).doesNotContain(FIRST + 40);
  }

  @Test
  void nothing_is_missing_after_the_end() {
    EventDefinition event = EVENT.endingAt(Instant.ofEpochMilli(SCHEDULE.mediaEnd(FIRST + 2)));
    begin(event);
    selector.advanceTo(missing(FIRST + 6));
    assertThat(holes()).containsExactly(FIRST + 1, FIRST + 2);
    // The end is moved.
    selector.apply(EVENT);
    selector.advance(40);
    assertThat(holes()).containsExactlyElementsOf(numbers(FIRST + 1, FIRST + 6));
  }

  @Test
  void nothing_is_missing_in_a_pause() {
    PauseSchedule pause =
        PauseSchedule.NONE
            .begun(Instant.ofEpochMilli(SCHEDULE.mediaStart(FIRST + 2)))
            .ended(Instant.ofEpochMilli(SCHEDULE.mediaEnd(FIRST + 4)));
    begin(EVENT.withPauses(Optional.of(pause)));
    selector.advanceTo(missing(FIRST + 6) + 40);
    assertThat(holes()).containsExactly(FIRST + 1, FIRST + 5, FIRST + 6);
  }

  /** The packagers say that they have ended. */
  @Test
  void nothing_is_missing_after_the_last_segment_of_all_pipelines() {
    begin(EVENT);
    selector.put("b", FIRST, "b" + FIRST);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 1));
    last("a", FIRST + 1);
    selector.put("b", FIRST + 1, "b");
    selector.advanceTo(missing(FIRST + 2) + 40);
    assertThat(holes()).containsExactly(FIRST + 2);
    last("b", FIRST + 3);
    selector.advanceTo(missing(FIRST + 7));
    assertThat(holes()).containsExactly(FIRST + 2);
    // They continue after all.
    selector.put("a", FIRST + 9, "again");
    selector.advanceTo(missing(FIRST + 10) + 40);
    assertThat(holes()).containsExactly(FIRST + 2, FIRST + 10);
  }

  private void last(String pipeline, long number) {
    Facts plain = TrackSamples.init(SampleEvent.PLAIN);
    Facts last =
        new Facts(
            plain.tracks(),
            List.of("lmsg"),
            plain.fragments(),
            plain.producerTime(),
            plain.setup(),
            plain.inheritsDefaults(),
            plain.declared());
    selector.put(pipeline, number, "last", last);
  }

  @Test
  void a_mask_of_what_nobody_published_changes_nothing() {
    begin(EVENT);
    selector.mask("m", "a", 0, FIRST + 10);
    selector.advanceTo(missing(FIRST + 1) + 40);
    assertThat(decision(FIRST + 1).orElseThrow().reason()).isEqualTo(Reason.MISSING);
    // A masked copy does not replace it; a copy that counts does.
    selector.put("a", FIRST + 1, "masked");
    selector.advance(40);
    assertThat(decision(FIRST + 1).orElseThrow().revision()).isEqualTo(1);
    selector.unmask("m");
    selector.advance(40);
    assertThat(decision(FIRST + 1).orElseThrow().winner()).isPresent();
  }

  @Test
  void a_track_that_is_not_declared_any_more_has_no_holes() {
    begin(EVENT);
    EventDefinition other =
        SampleEvent.event(
            List.of("a", "b"), null, null, Duration.ofMinutes(5), List.of(SampleEvent.video("v9")));
    selector.apply(other);
    selector.advanceTo(missing(FIRST + 5));
    assertThat(holes()).isEmpty();
  }

  @Test
  void other_budgets_count_from_the_next_look_on() {
    begin(EVENT);
    EventDefinition patient = EVENT.withFillPatience(Duration.ofSeconds(5));
    selector.apply(patient);
    selector.advanceTo(missing(FIRST + 1) + 3_900);
    assertThat(holes()).isEmpty();
    selector.advanceTo(missing(FIRST + 1) + 4_040);
    assertThat(holes()).containsExactly(FIRST + 1);
    selector.apply(EVENT);
    selector.advance(40);
    assertThat(holes()).containsExactlyElementsOf(numbers(FIRST + 1, FIRST + 3));
  }

  @Test
  void a_node_whose_clock_is_in_doubt_says_nothing() {
    begin(EVENT);
    selector.clock().doubt(true);
    selector.advanceTo(missing(FIRST + 3));
    assertThat(selector.proposed()).allMatch(d -> d.reason() != Reason.MISSING);
    selector.clock().doubt(false);
    selector.advance(40);
    assertThat(holes()).containsExactlyElementsOf(numbers(FIRST + 1, FIRST + 3));
  }

  /** The cell decides too early, and its decision is ignored. */
  @Test
  void a_cell_whose_clock_is_ahead_makes_no_hole() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) - 600);
    selector.otherCell(hole(FIRST + 1));
    selector.advance(40);
    assertThat(holes()).isEmpty();
    selector.advanceTo(missing(FIRST + 1) + 40);
    assertThat(holes()).containsExactly(FIRST + 1);
    assertThat(decision(FIRST + 1).orElseThrow().cell()).isEqualTo("cell");
  }

  /** Returns a decision of another cell. */
  private Decision hole(long number) {
    return new Decision(
        new SegmentAddress(SampleEvent.TRACK, number),
        1,
        Optional.empty(),
        Reason.MISSING,
        List.of(),
        List.of(),
        SCHEDULE.due(number),
        selector.now(),
        "another",
        missing(number));
  }

  @Test
  void another_cell_that_said_it_first_is_believed() {
    begin(EVENT);
    selector.advanceTo(missing(FIRST + 1) - 60);
    selector.otherCell(hole(FIRST + 1));
    selector.advanceTo(missing(FIRST + 2) + 40);
    assertThat(holes()).containsExactly(FIRST + 1, FIRST + 2);
    assertThat(decision(FIRST + 1).orElseThrow().cell()).isEqualTo("another");
    assertThat(selector.proposed())
        .filteredOn(d -> d.address().equals(new SegmentAddress(SampleEvent.TRACK, FIRST + 1)))
        .allMatch(d -> d.cell().equals("another"));
  }

  /** The cell cannot know what its pipelines published before. */
  @Test
  void a_cell_that_begins_in_the_middle_of_the_log_says_nothing_of_its_first_numbers() {
    selector.apply(EVENT);
    selector.advanceTo(SCHEDULE.due(FIRST + 60));
    selector.putArrived("b", FIRST, Instant.ofEpochMilli(SCHEDULE.mediaEnd(FIRST)));
    for (long n = FIRST + 9; n <= FIRST + 60; n++) {
      if (n != FIRST + 30) {
        selector.putArrived("b", n, Instant.ofEpochMilli(SCHEDULE.mediaEnd(n)));
      }
    }
    selector.advance(100);
    assertThat(holes()).containsExactlyElementsOf(List.of(FIRST + 7, FIRST + 8, FIRST + 30));
  }

  /** A packager publishes the past, and will publish more of it. */
  @Test
  void what_was_missing_before_the_track_began_is_not_waited_for() {
    selector.apply(EVENT);
    selector.advanceTo(missing(FIRST + 20) + 500);
    selector.put("a", FIRST, "a" + FIRST);
    selector.advance(40);
    selector.put("a", FIRST + 1, "a");
    assertThat(decision(FIRST + 1).orElseThrow().revision()).isEqualTo(1);
    selector.advanceTo(missing(FIRST + 22) + 40);
    assertThat(holes()).containsExactly(FIRST + 21, FIRST + 22);
  }

  /** The number that is decided first is not always the first number. */
  @Test
  void a_track_begins_with_the_smallest_number_that_is_decided() {
    selector.apply(EVENT);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    selector.put("b", FIRST, "bad", DROPPED);
    selector.put("a", FIRST + 3, "good");
    assertThat(decision(FIRST)).isEmpty();
    assertThat(decision(FIRST + 3)).isPresent();
    selector.advanceTo(missing(FIRST + 4) + 40);
    assertThat(decision(FIRST)).isPresent();
    assertThat(holes()).containsExactly(FIRST + 1, FIRST + 2, FIRST + 4);
  }

  @Test
  void tracks_of_other_incarnations_are_other_tracks() {
    begin(EVENT);
    selector.delete(EVENT);
    selector.apply(EVENT.withIncarnation(7));
    selector.advanceTo(missing(FIRST + 4));
    assertThat(holes()).isEmpty();
    assertThat(new Track(EVENT.id(), "v0", 7)).isNotEqualTo(SampleEvent.TRACK);
  }
}
