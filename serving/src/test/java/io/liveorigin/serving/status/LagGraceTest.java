package io.liveorigin.serving.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a node that lags may still answer, by the clock alone. */
class LagGraceTest {
  private static final long PAUSE = 6_000;
  private static final long LONGEST = LagGrace.LONGEST.toMillis();
  private static final long THEN = 1_000_000;

  private static final LagGrace CURRENT = LagGrace.NONE.seen(true, THEN, PAUSE);

  /** Seen to run every second while it lags. */
  private static LagGrace lagging(LagGrace from, long until) {
    LagGrace grace = from;
    for (long now = from.alive(); now <= until; now += 1_000) {
      grace = grace.seen(false, now, PAUSE);
    }
    return grace;
  }

  @Test
  void aNodeThatWasNeverCurrentKnowsNothing() {
    assertThat(LagGrace.NONE.seen(false, THEN, PAUSE).given()).isFalse();
    assertThat(LagGrace.NONE.seen(false, 1, PAUSE).given()).as("a young clock").isFalse();
  }

  @Test
  void whatWasKnownMayBeAnsweredForAWhile() {
    assertThat(lagging(CURRENT, THEN + LONGEST).given()).isTrue();
    assertThat(lagging(CURRENT, THEN + LONGEST).seen(false, THEN + LONGEST + 1, PAUSE).given())
        .isFalse();
  }

  @Test
  void aNodeThatDidNotRunForASessionAnswersNothing() {
    LagGrace lagging = lagging(CURRENT, THEN + 4_000);

    assertThat(lagging.seen(false, THEN + 4_000 + PAUSE, PAUSE).given()).isTrue();
    assertThat(lagging.seen(false, THEN + 4_000 + PAUSE + 1, PAUSE).given()).isFalse();
    assertThat(CURRENT.seen(false, THEN + PAUSE + 1, PAUSE).given())
        .as("also where it was current when it was stopped")
        .isFalse();
  }

  @Test
  void whoIsRefusedOnceIsRefusedUntilTheNodeIsCurrent() {
    LagGrace woken = CURRENT.seen(false, THEN + PAUSE + 1, PAUSE);

    assertThat(woken.seen(false, THEN + PAUSE + 2, PAUSE).given()).isFalse();
    assertThat(woken.seen(true, THEN + PAUSE + 3, PAUSE).seen(false, THEN + PAUSE + 4, PAUSE))
        .isEqualTo(new LagGrace(true, true, THEN + PAUSE + 3, THEN + PAUSE + 4));
  }

  @Test
  void whoDidNotRunMayHaveMissedAMaskUntilAllAreCarriedOut() {
    assertThat(CURRENT.missed()).isFalse();
    assertThat(lagging(CURRENT, THEN + LONGEST).missed()).isFalse();
    LagGrace woken = CURRENT.seen(false, THEN + PAUSE + 1, PAUSE);
    LagGrace unseen = CURRENT.seen(true, THEN + PAUSE + 1, PAUSE);

    assertThat(woken.seen(true, THEN + PAUSE + 2, PAUSE).missed()).isTrue();
    assertThat(unseen.missed()).as("current again before anybody looked").isTrue();
    assertThat(unseen.revised().missed()).isFalse();
  }

  @Test
  void aClockThatIsSetBackProlongsNothing() {
    LagGrace lagging = lagging(CURRENT, THEN + 4_000);

    assertThat(lagging.seen(false, THEN + 3_999, PAUSE)).as("two threads").isEqualTo(lagging);
    assertThat(lagging.seen(false, THEN - LONGEST, PAUSE).given()).isFalse();
  }

  /** One that reads the clock, is stopped, and then says that it was current. */
  @Test
  void whatWasSeenBeforeAPauseDoesNotHideIt() {
    LagGrace late = CURRENT.seen(false, THEN + PAUSE + 1, PAUSE).seen(true, THEN, PAUSE);

    assertThat(late.seen(false, THEN + PAUSE + 2, PAUSE).given()).isFalse();
  }
}
