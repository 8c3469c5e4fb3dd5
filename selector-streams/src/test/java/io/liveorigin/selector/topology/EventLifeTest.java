package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An event that is declared again is a different one, and everything of an event that ended is
 * deleted.
 */
class EventLifeTest {
  private static final EventId EVENT = new EventId("t", "e");
  private static final int EVENTS = 150;

  private final SelectorHarness selector = new SelectorHarness();
  private final Set<Track> withInit = new HashSet<>();

  @AfterEach
  void close() {
    selector.close();
  }

  private EventDefinition event(String name, long startNumber) {
    return SampleEvent.event(List.of("a", "b"))
        .withName(name)
        .withAvailabilityStartTime(Instant.ofEpochMilli(selector.now()))
        .withStartNumber(startNumber);
  }

  private static Track track(String name, long incarnation) {
    return new Track(new EventId("t", name), "v0", incarnation);
  }

  private void put(Track track, String pipeline, long number, String content) {
    if (withInit.add(track)) {
      List.of("a", "b").forEach(p -> selector.putInit(new InitAddress(track), p, "init"));
    }
    Facts facts = TrackSamples.init(SampleEvent.PLAIN);
    selector.put(new SegmentAddress(track, number), pipeline, content, facts);
  }

  /** Publishes a copy that its packager declares to be bad. */
  private void putDeclared(Track track, long number) {
    Defect lost =
        Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));
    selector.put(
        new SegmentAddress(track, number),
        "a",
        "of " + number,
        TrackSamples.init(SampleEvent.PLAIN),
        lost);
  }

  private Optional<String> winner(Track track, long number) {
    return selector
        .stores()
        .chosen(new SegmentAddress(track, number))
        .flatMap(Decision::winner)
        .map(w -> w.pipeline() + w.digest().hex());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void the_next_event_of_a_name_is_decided_anew_from_its_first_number_on(long first) {
    EventDefinition yesterday = event("e", first).withIncarnation(1);
    Track old = track("e", 1);
    selector.apply(yesterday);
    for (long n = first; n < first + 5; n++) {
      put(old, "a", n, "yesterday " + n);
    }
    assertThat(winner(old, first)).isPresent();
    String before = winner(old, first).orElseThrow();
    selector.delete(yesterday);
    selector.advance(1_000);

    EventDefinition today = event("e", first).withIncarnation(2);
    Track own = track("e", 2);
    selector.apply(today);
    for (long n = first; n < first + 5; n++) {
      put(own, "a", n, "today " + n);
      put(own, "b", n, "today " + n);
    }
    put(old, "a", first + 1, "late from yesterday");
    selector.advance(1_000);
    for (long n = first; n < first + 5; n++) {
      assertThat(winner(own, n)).as("number %d", n).isPresent().isNotEqualTo(Optional.of(before));
    }
    assertThat(winner(own, first)).isNotEqualTo(Optional.of(before));
    assertThat(selector.stores().storedTracks()).containsExactly(own);
  }

  /** If definitions are mirrored, segments may arrive before them. */
  @Test
  void a_defect_that_comes_before_the_definition_is_reported_with_the_time_of_its_media() {
    EventDefinition event = event("e", 5).withIncarnation(1);
    putDeclared(track("e", 1), 5);
    selector.advance(1_000);
    assertThat(selector.defects()).isEmpty();
    selector.apply(event);
    assertThat(selector.defects())
        .singleElement()
        .satisfies(d -> assertThat(d.number()).contains(5L))
        .satisfies(d -> assertThat(d.mediaTime()).isEqualTo(event.schedule().mediaStart(5)));
  }

  /** Found with a story of {@link CrashStoryTest}: the id was the same, but the report was not. */
  @Test
  void a_copy_that_is_delivered_again_after_the_event_was_deleted_is_not_reported_again() {
    EventDefinition event = event("e", 5).withIncarnation(1);
    selector.apply(event);
    putDeclared(track("e", 1), 5);
    assertThat(selector.defects()).hasSize(1);
    selector.delete(event);
    putDeclared(track("e", 1), 5);
    selector.advance(1_000);
    assertThat(selector.defects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void absence_is_looked_for_from_the_first_number_on(long first) {
    EventDefinition today = event("e", first).withIncarnation(2);
    Schedule schedule = today.schedule();
    selector.apply(today);
    selector.advanceTo(schedule.mediaEnd(first));
    for (long n = first; n < first + 4; n++) {
      put(track("e", 2), "a", n, "today " + n);
    }
    selector.advanceTo(schedule.gone(first) + 12_000);
    assertThat(selector.defects())
        .allSatisfy(d -> assertThat(d.incarnation()).contains(2L))
        .anySatisfy(
            d -> {
              assertThat(d.pipeline()).isEqualTo("b");
              assertThat(d.number()).contains(first);
              assertThat(d.kind()).isEqualTo("missing-segment");
            });
  }

  @Test
  void nothing_is_left_of_events_that_have_ended() {
    for (int i = 0; i < EVENTS; i++) {
      publish("event-" + i, i + 1);
    }
    assertThat(selector.stores().storedTracks()).hasSize(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      selector.delete(event("event-" + i, 0).withIncarnation(i + 1));
    }
    selector.advance(5_000);
    assertThat(selector.stores().storedTracks()).isEmpty();
    assertThat(selector.stores().storedCandidates()).as("entries of any kind").isZero();
  }

  private void publish(String name, long incarnation) {
    Track track = track(name, incarnation);
    selector.apply(event(name, 0).withIncarnation(incarnation));
    selector.putInit(new InitAddress(track), "a", "init of " + name);
    put(track, "a", 0, name);
    put(track, "b", 1, name);
  }

  /** The mirrored log of another region may bring media before the event's definition. */
  @Test
  void a_track_without_an_event_is_kept_for_a_while() {
    Track early = track("e", 7);
    put(early, "a", 0, "before the definition");
    selector.advance(60_000);
    assertThat(selector.stores().storedTracks()).containsExactly(early);
    selector.step(11 * 60_000);
    selector.step(60_000);
    assertThat(selector.stores().storedTracks()).isEmpty();
  }

  /** Decisions are kept in case the representation comes back. */
  @Test
  void a_representation_that_is_no_longer_declared_ends_no_track_of_a_living_event() {
    publish("e", 3);
    Optional<String> before = winner(track("e", 3), 0);
    EventDefinition without =
        event("e", 0)
            .withIncarnation(3)
            .withRepresentations(
                List.of(
                    new Representation(
                        "v9",
                        ContentType.VIDEO,
                        "avc1.64001f",
                        500_000,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
    selector.apply(without);
    selector.advance(1_000);
    assertThat(winner(track("e", 3), 0)).isEqualTo(before).isPresent();
  }

  @Test
  void bytes_of_an_init_segment_go_when_no_candidate_and_no_decision_has_it() {
    selector.apply(event("e", 0).withIncarnation(4));
    InitAddress init = new InitAddress(track("e", 4));
    for (int i = 0; i < 40; i++) {
      selector.putInit(init, "a", "set-up " + i);
      selector.advance(100);
    }
    long candidates =
        selector
            .stores()
            .chosen(init)
            .map(Decision::candidates)
            .map(List<Candidate>::size)
            .orElse(0);
    assertThat(selector.stores().storedInitSegments()).isLessThanOrEqualTo(17).isPositive();
    assertThat(candidates).isLessThanOrEqualTo(16);
  }
}
