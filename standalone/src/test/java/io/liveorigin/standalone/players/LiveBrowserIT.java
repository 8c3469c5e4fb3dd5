package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.cdn.NeedsCdn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: real players, through nginx and through Varnish, play on past a number that is bad in
 * both pipelines and past the end of the preferred pipeline, and are refused nothing at the live
 * edge.
 *
 * <p>How well they play, and how they take the other faults, is for {@link PlayersCampaign}: it
 * depends on the machine. Pictures of the end and all that was seen are in {@code target/players}.
 */
@NeedsCdn
@NeedsPlayers
class LiveBrowserIT {
  private static final Path SEEN = Path.of("target", "players", "ci");

  /** The browser's limit: as long as a test waits for anything. */
  private static final long SECONDS = 300;

  /** There when players begin; they want three to be behind the live edge. */
  private static final int SEGMENTS = 5;

  @TempDir Path directory;

  @Test
  void players_play_on_past_a_bad_number_and_without_a_pipeline() {
    try (Scene scene = Scene.open(directory, CdnOrigin.event(), SEGMENTS);
        WatchProcess players =
            WatchProcess.start(scene.plans(List.of(SessionPlan.Kind.values()), SECONDS), SEEN)) {
      players.awaitPlaying();
      EventDefinition event = scene.origin().definition();
      long bad = scene.edge() + 3;
      long dead = bad + 2;
      scene
          .feed()
          .follow(
              """
              faults:
                - {action: truncate, pipeline: a, numbers: %1$d, fraction: 0.5}
                - {action: lose-samples, pipeline: b, numbers: %1$d, count: 12}
                - {action: silent, pipeline: a, numbers: %2$d..%3$d}
              """
                  .formatted(bad, dead, dead + 1000));
      long past = event.schedule().mediaEnd(dead + 1);
      players.endAt(past);
      for (Watched player : players.awaitEnd()) {
        assertThat(player.started()).as(player.name()).isTrue();
        assertThat(player.fatal()).as(player.name()).isEmpty();
        assertThat(player.refused(event)).as(player.name()).isEmpty();
        assertThat(player.lastDate().orElse(0)).as(player.name()).isGreaterThanOrEqualTo(past);
      }
    }
  }
}
