package io.liveorigin.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.ScriptedPublisher;
import io.liveorigin.packager.schedule.JumpingPacingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackagerRefusalTest {
  @Test
  void refusesWhatDoesNotFitTogether() {
    assertRefused(
        ErrorCode.INVALID_EVENT,
        "pipeline must be one of a, b, but is 'c'",
        () -> packager(settings("c", "faults: []"), audioEvent()));
    assertRefused(
        ErrorCode.INVALID_JSON,
        "faults[0].pipeline must be * or one of a, b, but is 'c'",
        () -> packager(settings("a", "faults: [{action: drop, pipeline: c}]"), audioEvent()));
    assertRefused(
        ErrorCode.INVALID_EVENT,
        "segmentDuration must be 2 s for the clip, but is 4/1 s",
        () ->
            packager(
                settings("a", "faults: []"),
                EventFixture.event(1, Clip.representations(), new SegmentDuration(4, 1))));
    assertRefused(
        ErrorCode.UNKNOWN_REPRESENTATION,
        "representations.id must be one of [v360, v180, a96] of the clip, but is 'v720'",
        () ->
            packager(
                settings("a", "faults: []"),
                EventFixture.event(1, List.of(foreign()), new SegmentDuration(2, 1))));
    assertRefused(
        ErrorCode.INVALID_EVENT,
        "jitter must be PT0S to PT1M, but is 'PT-1S'",
        () ->
            new PackagerSettings(
                "a", Duration.ZERO, Duration.ofSeconds(-1), true, false, FaultScript.NONE, 1));
    assertRefused(
        ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
        "firstNumber must be at least 0, but is -1",
        () -> packager(settings("a", "faults: []"), audioEvent()).start(-1));
  }

  @Test
  void startsOnlyOnce() {
    try (Packager packager = packager(settings("a", "faults: []"), audioEvent())) {
      packager.start(EventFixture.FIRST);
      assertRefused(
          ErrorCode.INTERNAL,
          "the packager has already been started",
          () -> packager.start(EventFixture.FIRST));
    }
  }

  private static Packager packager(PackagerSettings settings, LiveEvent event) {
    return new Packager(
        settings,
        event,
        Clip.load(),
        new ScriptedPublisher(),
        new JumpingPacingClock(EventFixture.NOW));
  }

  private static LiveEvent audioEvent() {
    return EventFixture.event(1, List.of(Clip.representations().get(2)), new SegmentDuration(2, 1));
  }

  private static PackagerSettings settings(String pipeline, String faults) {
    return PackagerSettings.standard(
        pipeline, FaultScript.parse(faults.getBytes(StandardCharsets.UTF_8)), 1);
  }

  private static Representation foreign() {
    return new Representation(
        "v720",
        ContentType.VIDEO,
        "avc1.64001f",
        1000,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static void assertRefused(ErrorCode code, String message, Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(OriginException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
