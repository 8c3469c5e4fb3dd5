package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pauses: which numbers they take out, and how they begin and end. */
class PauseScheduleTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private static void conflicts(String detail, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAUSE_CONFLICT))
        .hasMessageContaining(detail);
  }

  /**
   * Segments of 2 s from 1970, and a pause from the middle of one segment to the middle of another.
   */
  @Test
  void nothingIsExpectedOfASegmentThatOverlapsOneByAMoment() {
    long first = NOON.getEpochSecond() / 2;
    PauseSchedule pauses = PauseSchedule.NONE.begun(NOON.plusSeconds(1)).ended(NOON.plusSeconds(5));
    LiveEvent event = LiveEvent.of(Samples.event().withPauses(Optional.of(pauses)));
    assertThat(event.expects(first - 1)).isTrue();
    assertThat(event.expects(first)).isFalse();
    assertThat(event.expects(first + 1)).isFalse();
    assertThat(event.expects(first + 2)).isFalse();
    assertThat(event.expects(first + 3)).isTrue();
    assertThat(event.schedule()).isEqualTo(Samples.event().schedule());
  }

  @Test
  void aSegmentThatOnlyTouchesOneIsExpected() {
    long first = NOON.getEpochSecond() / 2;
    PauseSchedule pauses = PauseSchedule.NONE.begun(NOON).ended(NOON.plusSeconds(2));
    LiveEvent event = LiveEvent.of(Samples.event().withPauses(Optional.of(pauses)));
    assertThat(event.expects(first - 1)).isTrue();
    assertThat(event.expects(first)).isFalse();
    assertThat(event.expects(first + 1)).isTrue();
    assertThat(event.expects(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void anOpenOneLastsUntilItIsEnded() {
    LiveEvent event =
        LiveEvent.of(Samples.event().withPauses(Optional.of(PauseSchedule.NONE.begun(NOON))));
    assertThat(event.expects(NOON.getEpochSecond() / 2 - 1)).isTrue();
    assertThat(event.expects(NOON.getEpochSecond())).isFalse();
    assertThat(LiveEvent.of(Samples.event()).expects(NOON.getEpochSecond())).isTrue();
  }

  @Test
  void whoPausesTwiceOrResumesWhatIsNotPausedIsTold() {
    PauseSchedule open = PauseSchedule.NONE.begun(NOON);
    conflicts(
        "has already been paused since" + " 2026-11-28T12:00:00Z",
        () -> open.begun(NOON.plusSeconds(9)));
    conflicts("is not paused at 2026-11-28T12:00:00Z", () -> PauseSchedule.NONE.ended(NOON));
    PauseSchedule closed = open.ended(NOON.plusSeconds(60));
    conflicts("is not paused at", () -> closed.ended(NOON.plusSeconds(60)));
    conflicts("pause until 2026-11-28T12:01:00Z", () -> closed.begun(NOON.plusSeconds(59)));
    assertThat(closed.begun(NOON.plusSeconds(60)).kept()).hasSize(2);
  }

  @Test
  void anEndMayBeMadeEarlierAndWhatHasNotBegunIsTakenBack() {
    PauseSchedule planned = PauseSchedule.NONE.begun(NOON).ended(NOON.plusSeconds(60));
    assertThat(planned.ended(NOON.plusSeconds(30)).kept())
        .containsExactly(new Pause(NOON, Optional.of(NOON.plusSeconds(30))));
    assertThat(planned.ended(NOON)).isEqualTo(PauseSchedule.NONE);
    assertThat(planned.ended(NOON.minusSeconds(1))).isEqualTo(PauseSchedule.NONE);
  }

  @Test
  void oldOnesAreForgottenAndTooManyAreRefused() {
    PauseSchedule pauses = PauseSchedule.NONE;
    for (int i = 0; i < PauseSchedule.MOST; i++) {
      pauses = pauses.begun(NOON.plusSeconds(2L * i)).ended(NOON.plusSeconds(2L * i + 1));
    }
    PauseSchedule full = pauses;
    conflicts("has 64 pauses in its time-shift window", () -> full.begun(NOON.plusSeconds(1_000)));
    PauseSchedule later = full.after(NOON.plusSeconds(3)).begun(NOON.plusSeconds(1_000));
    assertThat(later.kept()).hasSize(PauseSchedule.MOST - 1);
    assertThat(later.after(NOON.plusSeconds(9_999)).kept())
        .isEqualTo(List.of(new Pause(NOON.plusSeconds(1_000), Optional.empty())));
  }

  @Test
  void eachOfThemCountsAndNotTheNewestAlone() {
    long first = NOON.getEpochSecond() / 2;
    PauseSchedule two =
        PauseSchedule.NONE
            .begun(NOON)
            .ended(NOON.plusSeconds(2))
            .begun(NOON.plusSeconds(60))
            .ended(NOON.plusSeconds(62));
    LiveEvent event = LiveEvent.of(Samples.event().withPauses(Optional.of(two)));
    assertThat(event.expects(first)).isFalse();
    assertThat(event.expects(first + 1)).isTrue();
    assertThat(event.expects(first + 30)).isFalse();
  }
}
