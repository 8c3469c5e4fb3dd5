package io.liveorigin.standalone.players;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.cdn.NeedsCdn;
import io.liveorigin.standalone.playlist.PlaylistHistory;
import io.liveorigin.standalone.playlist.PlaylistText;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: what a client sees of a media playlist, whatever the packagers do, keeps RFC 8216bis's
 * rules from one version to the next; two cells write the same bytes for the same end, and two
 * parsers of others read them alike.
 */
@NeedsCdn
@NeedsPlayers
class PlaylistIT {
  private static final Path SEEN = Path.of("target", "players", "playlists");

  /** Numbers that are followed. */
  private static final int NUMBERS = 14;

  @TempDir Path directory;

  /** Versions of one playlist by their last number, as one client got them. */
  private static final class Client {
    private final Http http;
    private final String path;
    private final PlaylistHistory history = new PlaylistHistory();
    private final NavigableMap<Long, String> versions = new TreeMap<>();

    Client(Http http, String path) {
      this.http = http;
      this.path = path;
    }

    /** Asks once; a node that has no list yet, or is too busy, is asked again later. */
    void ask() {
      HttpResponse<byte[]> answer = http.get(path);
      if (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).as(path).isIn(404, 503);
        assertThat(versions.isEmpty() || answer.statusCode() == 503).as(path).isTrue();
        return;
      }
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      PlaylistText read = PlaylistText.read(text);
      assertThat(history.add(read)).as(path + "\n" + text).isEmpty();
      String before = versions.put(read.last(), text);
      assertThat(before == null || before.equals(text)).as(path + "\n" + text).isTrue();
    }
  }

  @Test
  void playlists_keep_the_rules_and_two_cells_write_the_same() throws Exception {
    try (Scene scene = Scene.open(directory.resolve("one"), CdnOrigin.event(), 3);
        ServingNode second =
            ServingNode.start(
                ServingConfig.onLoopback(0, 0),
                SelectorConfig.of(
                    scene.origin().stack().kafka(), "other", "n1", directory.resolve("two")),
                CdnOrigin.CLOCK)) {
      new Http(second.adminPort()).awaitReady();
      EventDefinition event = scene.origin().definition();
      Map<String, List<Client>> clients = new HashMap<>();
      for (String track : List.of("v360", "v180", "a96")) {
        String path = "/" + event.id() + "/" + track + ".m3u8";
        List<Client> each = new ArrayList<>();
        scene.nodes().forEach(node -> each.add(new Client(node.http(), path)));
        each.add(new Client(new Http(second.port()), path));
        clients.put(track, each);
      }
      long first = scene.edge() + 3;
      scene.feed().follow(script(first));
      Patience.await()
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                clients.values().forEach(each -> each.forEach(Client::ask));
                return clients.values().stream()
                    .flatMap(List::stream)
                    .allMatch(
                        client ->
                            !client.versions.isEmpty()
                                && client.versions.lastKey() >= first + NUMBERS);
              });
      clients.forEach(PlaylistIT::assertSame);
      String master = "/" + event.id() + "/master.m3u8";
      validate(
          clients,
          new String(scene.nodes().get(0).http().get(master).body(), StandardCharsets.UTF_8));
    }
  }

  private static String script(long first) {
    return """
        faults:
          - {action: drop, pipeline: a, numbers: %1$d}
          - {action: truncate, pipeline: a, numbers: %2$d, fraction: 0.5}
          - {action: lose-samples, pipeline: b, numbers: %2$d, count: 12}
          - {action: drop, numbers: %3$d}
        """
        .formatted(first, first + 2, first + 4);
  }

  private static void assertSame(String track, List<Client> each) {
    Client reference = each.get(each.size() - 1);
    for (Client client : each) {
      Set<Long> both = new java.util.HashSet<>(client.versions.keySet());
      both.retainAll(reference.versions.keySet());
      assertThat(both).as(track).isNotEmpty();
      both.forEach(
          last ->
              assertThat(client.versions.get(last))
                  .as(track + " to " + last)
                  .isEqualTo(reference.versions.get(last)));
    }
  }

  private static void validate(Map<String, List<Client>> clients, String master)
      throws IOException, InterruptedException {
    Files.createDirectories(SEEN);
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(WatchProcess.DIRECTORY.resolve("validate.mjs").toString());
    command.add(Files.writeString(SEEN.resolve("master.m3u8"), master).toString());
    for (Map.Entry<String, List<Client>> track : clients.entrySet()) {
      for (Map.Entry<Long, String> version : track.getValue().get(0).versions.entrySet()) {
        Path file = SEEN.resolve(track.getKey() + "-" + version.getKey() + ".m3u8");
        command.add(Files.writeString(file, version.getValue()).toString());
      }
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
