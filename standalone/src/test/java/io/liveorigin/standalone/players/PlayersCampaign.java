package io.liveorigin.standalone.players;

import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.cdn.NeedsCdn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@link Scenario}, one after the other in one event, watched by every player for a minute.
 * It gives no verdict, since figures depend on the machine: it writes what was seen to {@code
 * target/players/campaign}, of which {@code players/table.mjs} makes the table in {@code
 * docs/players.md}. Not part of {@code mvn verify}; that page says how to run it. {@code
 * -Dplayers.scenarios=3,7} runs some of them.
 */
@NeedsCdn
@NeedsPlayers
class PlayersCampaign {
  private static final Path SEEN = Path.of("target", "players", "campaign");
  private static final long SECONDS = 60;

  /** Enough of a past for the longest seek, and for the playlist of a new viewer. */
  private static final int SEGMENTS = 22;

  @TempDir Path directory;

  @Test
  void every_scenario() {
    List<Scenario> all = Scenario.all();
    write(all);
    try (Scene scene = Scene.open(directory, CdnOrigin.event(), SEGMENTS)) {
      all.stream().filter(PlayersCampaign::wanted).forEach(scenario -> run(scenario, scene));
    }
  }

  private static void run(Scenario scenario, Scene scene) {
    scene.feed().follow("faults: []");
    scene.origin().stack().admin().apply(scene.origin().definition());
    List<SessionPlan> plans =
        scene.plans(List.of(SessionPlan.Kind.values()), SECONDS).stream()
            .map(SessionPlan::withCatchUp)
            .map(scenario.sessions())
            .toList();
    try (WatchProcess players = WatchProcess.start(plans, SEEN.resolve(scenario.id()))) {
      players.awaitPlaying();
      scenario.strike().accept(scene);
      players
          .awaitEnd()
          .forEach(
              player ->
                  System.err.printf(
                      "%s %s: started %s, longest stop %d ms, fatal %s%n",
                      scenario.id(),
                      player.name(),
                      player.started(),
                      player.longestStopMillis(),
                      player.fatal()));
    }
  }

  private static boolean wanted(Scenario scenario) {
    String some = System.getProperty("players.scenarios", "");
    return Stream.of(some.split(",")).anyMatch(scenario.id()::startsWith);
  }

  private static void write(List<Scenario> all) {
    try {
      Files.createDirectories(SEEN);
      Files.write(
          SEEN.resolve("scenarios.json"),
          WireJson.write(
              all.stream()
                  .map(one -> Map.of("id", one.id(), "title", one.title(), "ends", one.ends()))
                  .toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
