package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Encoders that restart with another set-up: the number from which their init segment counts. */
class ChangedInitTest {
  private static final long FIRST = SampleEvent.NUMBER;
  private static final String OTHER = "other";
  private static final EventDefinition EVENT = SampleEvent.event(List.of("a", "b"));
  private static final Schedule SCHEDULE = EVENT.schedule();

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void begin() {
    selector.apply(EVENT);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    publish(FIRST, SampleEvent.PLAIN);
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private void publish(long number, String setup) {
    for (String pipeline : List.of("a", "b")) {
      if (number == FIRST) {
        selector.putInit(pipeline, "init " + setup, TrackSamples.init(setup));
      }
      put(pipeline, number, setup);
    }
  }

  private void put(String pipeline, long number, String setup) {
    selector.put(pipeline, number, setup + pipeline + number, TrackSamples.clean(number, setup));
  }

  private void restart(String pipeline) {
    selector.putInit(pipeline, "init " + OTHER, TrackSamples.init(OTHER));
  }

  private Decision init() {
    return selector.stores().chosenInit().orElseThrow();
  }

  private static Digest digest(String setup) {
    return Digest.of(("init " + setup).getBytes(StandardCharsets.UTF_8));
  }

  private static InitTimeline changed(long from) {
    return InitTimeline.only(digest(SampleEvent.PLAIN)).with(new InitChange(digest(OTHER), from));
  }

  @Test
  void what_both_restart_with_counts_ahead_of_all_that_is_listed() {
    restart("a");
    restart("b");
    assertThat(init().changes()).isEqualTo(changed(FIRST + 3));
    assertThat(init().reason()).isEqualTo(Reason.UPGRADE);
    assertThat(init().notAfter()).isEqualTo(SCHEDULE.mediaStart(FIRST + 3) - 3_500);
    assertThat(init().initAt(FIRST + 2).orElseThrow().digest())
        .isEqualTo(digest(SampleEvent.PLAIN));
    assertThat(init().initAt(FIRST + 3).orElseThrow().digest()).isEqualTo(digest(OTHER));
  }

  @Test
  void media_are_judged_by_what_is_in_force_at_their_number() {
    restart("a");
    restart("b");
    for (long number = FIRST + 1; number <= FIRST + 4; number++) {
      selector.advanceTo(SCHEDULE.mediaEnd(number));
      publish(number, OTHER);
    }
    selector.advance(20_000);
    assertThat(selector.stores().chosen(FIRST).orElseThrow().pinned()).isTrue();
    for (long number = FIRST + 1; number < FIRST + 3; number++) {
      assertThat(selector.stores().chosen(number).orElseThrow().winner())
          .as("of the old init segment nobody published, and of the new one nothing plays")
          .isEmpty();
    }
    for (long number = FIRST + 3; number <= FIRST + 4; number++) {
      assertThat(selector.stores().chosen(number).orElseThrow().pinned()).isTrue();
    }
    assertThat(init().changes()).isEqualTo(changed(FIRST + 3));
  }

  /** Late packagers: the track does not advance, and nothing fills it. */
  @Test
  void where_nothing_is_served_it_is_in_force_at_once_and_listed_later() {
    selector.apply(EVENT.withFill(FillPolicy.NONE));
    selector.advanceTo(SCHEDULE.gone(FIRST + 4));
    assertThat(selector.stores().chosen(FIRST + 1).orElseThrow().reason())
        .isEqualTo(Reason.MISSING);
    restart("a");
    restart("b");
    InitChange change = init().changes().all().get(1);
    assertThat(change.from()).isEqualTo(FIRST + 1);
    assertThat(SCHEDULE.mediaStart(change.listed())).isGreaterThan(selector.now() + 3_500);
    publish(FIRST + 1, OTHER);
    Decision late = selector.stores().chosen(FIRST + 1).orElseThrow();
    assertThat(late.reason()).isEqualTo(Reason.UPGRADE);
    assertThat(late.listing().gap()).isTrue();
    long early = change.listed() - 1;
    selector.advanceTo(SCHEDULE.mediaEnd(early));
    publish(early, OTHER);
    assertThat(selector.stores().chosen(early).orElseThrow().pinned()).isTrue();
    assertThat(selector.stores().chosen(early).orElseThrow().listing().gap())
        .as("the others may have listed it without a discontinuity")
        .isTrue();
    selector.advanceTo(SCHEDULE.mediaEnd(early + 1));
    publish(early + 1, OTHER);
    assertThat(selector.stores().chosen(early + 1).orElseThrow().listing().gap()).isFalse();
  }

  /** A packager that publishes the past will publish more of it: nothing is missing yet. */
  @Test
  void nor_need_it_wait_where_the_past_is_published() {
    try (SelectorHarness late = new SelectorHarness()) {
      late.apply(EVENT.withFill(FillPolicy.NONE));
      late.advanceTo(SCHEDULE.gone(FIRST + 4));
      late.putInit("a", "init " + SampleEvent.PLAIN, TrackSamples.init(SampleEvent.PLAIN));
      late.put("a", FIRST, "old", TrackSamples.clean(FIRST, SampleEvent.PLAIN));
      late.advance(40);
      late.putInit("a", "init " + OTHER, TrackSamples.init(OTHER));
      assertThat(late.stores().chosen(FIRST + 1)).isEmpty();
      InitChange change = late.stores().chosenInit().orElseThrow().changes().all().get(1);
      assertThat(change.from()).isEqualTo(FIRST + 1);
      late.put("a", FIRST + 1, "new", TrackSamples.clean(FIRST + 1, OTHER));
      assertThat(late.stores().chosen(FIRST + 1).orElseThrow().pinned()).isTrue();
    }
  }

  /** A cell that catches up has not yet read what was published for the old init segment. */
  @Test
  void without_proof_of_what_was_published_it_waits() {
    selector.apply(EVENT.withFill(FillPolicy.NONE));
    selector.mediaConsumedUntil(SCHEDULE.mediaEnd(FIRST));
    selector.advanceTo(SCHEDULE.gone(FIRST + 4));
    restart("a");
    restart("b");
    InitChange change = init().changes().all().get(1);
    assertThat(change.from()).isEqualTo(change.listed());
  }

  /** The other pipeline continues, and viewers notice nothing. */
  @Test
  void where_one_restarts_nothing_changes() {
    restart("a");
    for (long number = FIRST + 1; number <= FIRST + 4; number++) {
      selector.advanceTo(SCHEDULE.mediaEnd(number));
      put("a", number, OTHER);
      put("b", number, SampleEvent.PLAIN);
      selector.advance(100);
      assertThat(selector.stores().chosen(number).orElseThrow().winner().orElseThrow().pipeline())
          .isEqualTo("b");
    }
    assertThat(init().changes()).isEqualTo(InitTimeline.only(digest(SampleEvent.PLAIN)));
  }

  @Test
  void the_old_one_may_come_back() {
    restart("a");
    restart("b");
    selector.advance(20_000);
    List.of("a", "b")
        .forEach(
            pipeline ->
                selector.putInit(
                    pipeline, "init " + SampleEvent.PLAIN, TrackSamples.init(SampleEvent.PLAIN)));
    assertThat(init().changes().all())
        .extracting(InitChange::init)
        .containsExactly(digest(SampleEvent.PLAIN), digest(OTHER), digest(SampleEvent.PLAIN));
    assertThat(init().candidates())
        .as("what was ever in force can be served")
        .extracting(candidate -> candidate.digest())
        .contains(digest(SampleEvent.PLAIN), digest(OTHER));
  }

  /** Otherwise the change would count from a wrong number: a minute of fillers. */
  @Test
  void a_clock_in_doubt_changes_nothing() {
    selector.clock().ahead(60_000);
    selector.clock().doubt(true);
    restart("a");
    restart("b");
    selector.advance(3_000);
    assertThat(init().changes().all()).hasSize(1);
    selector.clock().ahead(0);
    selector.clock().doubt(false);
    selector.advance(1_000);
    assertThat(init().changes().all()).hasSize(2);
    assertThat(SCHEDULE.mediaStart(init().changes().numbers().findFirst().orElseThrow()))
        .isLessThan(selector.now() + 6_000);
  }

  /** A slow broker: the numbers that the change affects may already be listed. */
  @Test
  void what_is_recorded_too_late_binds_nobody() {
    restart("a");
    Decision before = init();
    selector.otherCell(change(before, selector.now() - 1));
    assertThat(init()).isEqualTo(before);
    selector.otherCell(change(before, selector.now()));
    assertThat(init().changes()).isEqualTo(changed(FIRST + 1));
  }

  private static Decision change(Decision before, long notAfter) {
    return new Decision(
        before.address(),
        before.revision() + 1,
        before.winner(),
        Reason.UPGRADE,
        before.candidates(),
        List.of(),
        0,
        0,
        "other",
        0,
        before.listing(),
        Optional.empty(),
        changed(FIRST + 1),
        notAfter);
  }

  @Test
  void before_anything_is_served_it_is_replaced_in_its_place() {
    try (SelectorHarness young = new SelectorHarness()) {
      young.apply(EVENT);
      young.advanceTo(SCHEDULE.mediaEnd(FIRST));
      young.putInit("a", "init " + SampleEvent.PLAIN, TrackSamples.init(SampleEvent.PLAIN));
      young.putInit("a", "init " + OTHER, TrackSamples.init(OTHER));
      young.advance(2_000);
      Decision init = young.stores().chosenInit().orElseThrow();
      assertThat(init.revision()).isEqualTo(2);
      assertThat(init.changes()).isEqualTo(InitTimeline.only(digest(OTHER)));
    }
  }
}
