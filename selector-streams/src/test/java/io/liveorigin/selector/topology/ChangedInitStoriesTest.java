package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.fill.FillerResult;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Changes of init segments while cells are new or late, encoders are rolled back or flap, and
 * tracks are silent for a long time.
 */
class ChangedInitStoriesTest {
  private static final long FIRST = SampleEvent.NUMBER;
  private static final String PLAIN = SampleEvent.PLAIN;
  private static final String OTHER = "other";
  private static final EventDefinition EVENT =
      SampleEvent.event(List.of("a", "b")).withFill(FillPolicy.NONE);
  private static final Schedule SCHEDULE = EVENT.schedule();

  private final SelectorHarness selector = new SelectorHarness();

  @AfterEach
  void close() {
    selector.close();
  }

  private void begin() {
    selector.apply(EVENT);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    both(PLAIN);
    media(FIRST, PLAIN);
  }

  private void media(long number, String setup) {
    for (String p : List.of("a", "b")) {
      put(p, number, setup);
    }
  }

  private void put(String p, long number, String setup) {
    selector.put(p, number, setup + p + number, TrackSamples.clean(number, setup));
  }

  private void both(String setup) {
    init("a", setup);
    init("b", setup);
  }

  private void init(String p, String setup) {
    selector.putInit(p, "init " + setup, TrackSamples.init(setup));
  }

  private Decision init() {
    return selector.stores().chosenInit().orElseThrow();
  }

  private static Digest digest(String setup) {
    return Digest.of(("init " + setup).getBytes(StandardCharsets.UTF_8));
  }

  /** A new cell reads all init segments that ever existed before any media. */
  @Test
  void new_cell_replays_the_inits() {
    begin();
    both(OTHER);
    selector.advance(100);
    Decision changed = init();
    Decision media = selector.stores().chosen(FIRST).orElseThrow();
    long now = SCHEDULE.mediaEnd(FIRST + 60);
    try (SelectorHarness fresh = new SelectorHarness()) {
      fresh.apply(EVENT);
      fresh.advanceTo(now);
      fresh.consumedUntil(0);
      Decision first =
          new Decision(
              changed.address(),
              1,
              changed.candidates().stream()
                  .filter(c -> c.digest().equals(digest(PLAIN)))
                  .findFirst(),
              changed.reason(),
              changed.candidates(),
              List.of(),
              0,
              0,
              "cell1",
              0);
      fresh.otherCell(first);
      fresh.otherCell(
          new Decision(
              changed.address(),
              2,
              changed.winner(),
              changed.reason(),
              changed.candidates(),
              List.of(),
              0,
              0,
              "cell1",
              0,
              changed.listing(),
              Optional.empty(),
              changed.changes(),
              0));
      fresh.otherCell(media);
      fresh.putInit("a", "init " + PLAIN, TrackSamples.init(PLAIN));
      fresh.advance(40);
      fresh.putInit("b", "init " + PLAIN, TrackSamples.init(PLAIN));
      fresh.putInit("a", "init " + OTHER, TrackSamples.init(OTHER));
      fresh.putInit("b", "init " + OTHER, TrackSamples.init(OTHER));
      fresh.advance(3_000);
      assertThat(fresh.stores().chosenInit().orElseThrow().changes()).isEqualTo(changed.changes());
    }
  }

  /** A cell that was down during two change-overs of others reads the backlog. */
  @Test
  void backlog_of_inits() {
    begin();
    for (long n = FIRST + 1; n < FIRST + 5; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      media(n, PLAIN);
    }
    Decision one = init();
    // Meanwhile, by another cell: plain -> other -> third.
    InitTimeline c =
        one.changes()
            .with(new InitChange(digest(OTHER), FIRST + 8))
            .with(new InitChange(digest("third"), FIRST + 20));
    selector.consumedUntil(SCHEDULE.mediaEnd(FIRST + 4));
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 40));
    var like = one.winner().orElseThrow();
    var third =
        new Candidate(
            "a",
            like.position(),
            digest("third"),
            5,
            "video/mp4",
            1,
            TrackSamples.init("third"),
            List.of());
    Decision two =
        new Decision(
            one.address(),
            one.revision() + 1,
            Optional.of(third),
            one.reason(),
            List.of(like, third),
            List.of(),
            0,
            0,
            "other",
            0,
            one.listing(),
            Optional.empty(),
            c,
            0);
    selector.otherCell(two);
    both(OTHER);
    selector.advance(40);
    both("third");
    selector.advance(3_000);
    assertThat(init().changes()).isEqualTo(c);
  }

  /** A track comes back after more than a window. */
  @Test
  void off_air_for_longer_than_the_window() {
    begin();
    both(OTHER);
    for (long n = FIRST + 1; n < FIRST + 8; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      media(n, OTHER);
    }
    InitTimeline before = init().changes();
    assertThat(before.all()).hasSize(2);
    for (int i = 0; i < 60; i++) {
      selector.advance(10_000);
    }
    both("third");
    selector.advance(100);
    assertThat(init().changes().all()).hasSizeGreaterThanOrEqualTo(2);
  }

  /** Packagers publish ahead of the clock. */
  @Test
  void published_ahead() {
    begin();
    for (long n = FIRST + 1; n <= FIRST + 6; n++) {
      media(n, PLAIN);
    }
    selector.advance(100);
    both(OTHER);
    selector.advance(100);
    long from = init().changes().all().get(1).from();
    assertThat(from).isGreaterThan(FIRST + 6);
  }

  /** The set-up flaps. */
  @Test
  void flapping() {
    begin();
    for (int i = 0; i < 60; i++) {
      selector.advance(1_000);
      init("a", i % 2 == 0 ? OTHER : PLAIN);
      init("b", i % 2 == 0 ? OTHER : PLAIN);
    }
    selector.advance(100);
    InitTimeline c = init().changes();
    long last = c.all().get(c.all().size() - 1).from();
    assertThat(SCHEDULE.mediaStart(last)).isLessThan(selector.now() + 8_000);
  }

  /** The encoders are rolled back within the retry deadline. */
  @Test
  void rolled_back() {
    begin();
    for (long n = FIRST + 1; n < FIRST + 5; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      media(n, PLAIN);
    }
    both(OTHER);
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST + 5));
    media(FIRST + 5, OTHER);
    selector.advance(100);
    both(PLAIN);
    for (long n = FIRST + 6; n < FIRST + 25; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      media(n, PLAIN);
    }
    assertThat(init().changes().all()).hasSize(3);
  }

  /** A packager fills an old hole with another set-up, and has published an init segment. */
  @Test
  void old_hole_filled_with_another_setup() {
    begin();
    for (long n = FIRST + 1; n < FIRST + 30; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      if (n != FIRST + 10) {
        put("a", n, PLAIN);
      }
    }
    selector.advance(200);
    init("b", OTHER);
    put("b", FIRST + 10, OTHER);
    selector.advance(2_000);
    for (long n = FIRST + 30; n < FIRST + 50; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      put("a", n, PLAIN);
    }
    assertThat(init().changes().all()).hasSize(1);
  }

  /** Fillers of the following numbers must not keep the living pipeline from viewers. */
  @Test
  void the_init_segment_follows_the_only_pipeline_that_lives_although_the_hole_is_filled() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
    selector.fillers(
        order ->
            Optional.of(
                new FillerResult.Made(
                    digest("filler"),
                    700,
                    TrackSamples.clean(order.address().number(), PLAIN),
                    3)));
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    init("a", PLAIN);
    init("b", OTHER);
    put("a", FIRST, PLAIN);
    for (long n = FIRST + 1; n < FIRST + 20; n++) {
      selector.advanceTo(SCHEDULE.mediaEnd(n));
      put("b", n, OTHER);
    }
    selector.advance(100);
    InitChange change = init().changes().all().get(1);
    assertThat(change.init()).isEqualTo(digest(OTHER));
    assertThat(SCHEDULE.mediaStart(change.from()))
        .as("when the first number that only b has is gone")
        .isLessThan(SCHEDULE.gone(FIRST + 1) + 7_000);
    assertThat(selector.stores().chosen(FIRST + 18).orElseThrow().pinned()).isTrue();
  }

  /** The filler of the first number is on its way when the change is proposed. */
  @Test
  void filler_in_flight() {
    EventDefinition filled = SampleEvent.event(List.of("a", "b"));
    selector.apply(filled);
    boolean[] made = {false};
    selector.fillers(
        o ->
            made[0]
                ? Optional.of(
                    new FillerResult.Made(
                        digest("filler"), 700, TrackSamples.clean(o.address().number(), PLAIN), 3))
                : Optional.empty());
    selector.advanceTo(SCHEDULE.mediaEnd(FIRST));
    both(PLAIN);
    media(FIRST, PLAIN);
    long missing = LiveEvent.of(filled).missing(new SegmentAddress(SampleEvent.TRACK, FIRST + 1));
    selector.advanceTo(missing + 100);
    both(OTHER);
    made[0] = true;
    selector.advance(100);
    InitChange change = init().changes().all().get(1);
    assertThat(change.from()).isEqualTo(change.listed());
  }
}
