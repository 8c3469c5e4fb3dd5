package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.cdn.NeedsCdn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: hls.js shows the raw WebVTT that is made of WebVTT in MP4, each text over the picture
 * that it belongs to, through nginx.
 */
@NeedsCdn
@NeedsPlayers
class SubtitlesBrowserIT {
  private static final Path SEEN = Path.of("target", "players", "subtitles");
  private static final long SECONDS = 300;
  private static final int SEGMENTS = 5;

  /** Numbers that are watched. */
  private static final int WATCHED = 6;

  /** How far the browser may be off when it says what is shown: a look and a half. */
  private static final long OFF_MILLIS = 150;

  @TempDir Path directory;

  @Test
  void each_text_is_shown_over_its_own_segment() {
    try (Scene scene = Scene.open(directory, withText(CdnOrigin.event()), SEGMENTS);
        WatchProcess players =
            WatchProcess.start(
                scene.plans(List.of(SessionPlan.Kind.HLSJS_HLS), SECONDS).stream()
                    .map(SessionPlan::withSubtitles)
                    .toList(),
                SEEN)) {
      players.awaitPlaying();
      LiveEvent event = LiveEvent.of(scene.origin().definition());
      players.endAt(event.schedule().mediaEnd(scene.edge() + WATCHED));

      Watched player = players.awaitEnd().get(0);

      assertThat(player.fatal()).isEmpty();
      assertThat(player.refused(event.definition())).isEmpty();
      List<Watched.Shown> shown = player.shown();
      assertThat(shown).extracting(Watched.Shown::text).doesNotContain("").hasSizeGreaterThan(30);
      assertThat(shown)
          .allSatisfy(
              one ->
                  assertThat(one.text())
                      .isIn(
                          text(event, one.date() - OFF_MILLIS),
                          text(event, one.date() + OFF_MILLIS)));
    }
  }

  private static String text(LiveEvent event, long date) {
    long media = date - event.schedule().availabilityStart();
    long after = event.schedule().duration().countFloor(media);
    return TextFeed.text(event.schedule().startNumber() + after);
  }

  private static EventDefinition withText(EventDefinition event) {
    List<Representation> all = new ArrayList<>(event.representations());
    all.add(
        new Representation(
            "t0",
            ContentType.TEXT,
            "wvtt",
            1_000,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("en"),
            Optional.empty(),
            Optional.empty(),
            List.of()));
    return event.withRepresentations(all);
  }
}
