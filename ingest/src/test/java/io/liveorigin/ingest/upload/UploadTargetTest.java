package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.support.Events;
import org.junit.jupiter.api.Test;

class UploadTargetTest {
  private static final long NOW = Events.NOW.toEpochMilli();

  private static LiveEvent with(String key, String value) {
    return Events.event(
        Events.DEFINITION.replace(
            "\"representations\"", "\"" + key + "\": \"" + value + "\", \"representations\""));
  }

  private static UploadTarget.Refused refused(LiveEvent event, String rest, long now) {
    return (UploadTarget.Refused) UploadTarget.of(event, rest, now);
  }

  @Test
  void aTimeInTheNameIsRoundedToTheNearestNumber() {
    LiveEvent event = with("media", "$RepresentationID$-$Time$.m4s");

    UploadTarget target = UploadTarget.of(event, "v0-" + (2 * Events.NUMBER + 1) + ".m4s", NOW);

    // The event's timescale is 1: an odd time is half-way and goes up.
    assertThat(((UploadTarget.Media) target).address().number()).isEqualTo(Events.NUMBER + 1);
  }

  @Test
  void anEventThatIsOverTakesNothing() {
    LiveEvent over = with("endTime", "2026-01-01T00:00:00Z");

    UploadTarget.Refused refused = refused(over, "v0-" + Events.NUMBER + ".m4s", NOW);

    assertThat(refused.reason().code()).isEqualTo(ErrorCode.NUMBER_OUTSIDE_SCHEDULE);
    assertThat(refused.reason()).hasMessageEndingWith("event acme/cup accepts no number now");
  }

  @Test
  void theHintIsOnlyForNumbersThatLookRestarted() {
    assertThat(refused(Events.event(), "v0-1.m4s", NOW).reason())
        .hasMessageContaining(NumberCheck.FFMPEG_HINT);
    assertThat(refused(Events.event(), "v0-800000000.m4s", NOW).reason())
        .hasMessageNotContaining("FFmpeg");
  }

  /** In a young event with small numbers, a small number is only a wrong number. */
  @Test
  void theHintIsNotForEventsWhoseNumbersAreSmall() {
    LiveEvent young = with("availabilityStartTime", "2027-01-15T07:00:00Z");

    assertThat(refused(young, "v0-99.m4s", NOW).reason()).hasMessageNotContaining("FFmpeg");
  }

  @Test
  void whatNoTemplateMatchesIsNamedWithTheTemplates() {
    assertThat(refused(Events.event(), "x.bin", NOW).reason())
        .hasMessageContaining("$RepresentationID$-$Number$.m4s")
        .hasMessageContaining("$RepresentationID$-init.mp4");
  }
}
