package io.liveorigin.standalone.strict;

import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.cdn.CdnNodeProcess;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.players.Scene;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Strict clients of every CDN node, while packagers make every mistake again and again. */
final class StrictRun {
  /** There before clients come. */
  private static final int SEGMENTS = 3;

  /** Numbers of a round of mistakes. */
  private static final int ROUND = 12;

  /** What a client saw. */
  record Seen(String client, StrictReport report) {}

  private StrictRun() {}

  static List<Seen> watch(Path directory, Duration length) throws Exception {
    try (Scene scene = Scene.open(directory, CdnOrigin.event(), SEGMENTS)) {
      long rounds = length.toSeconds() / 2 / ROUND + 1;
      scene.feed().follow(script(scene.edge() + 2, rounds));
      return watch(scene, CdnOrigin.CLOCK.millis() + length.toMillis());
    }
  }

  private static List<Seen> watch(Scene scene, long until) throws Exception {
    PacingClock pace = PacingClock.of(CdnOrigin.CLOCK);
    List<Callable<Seen>> clients = new ArrayList<>();
    for (CdnNodeProcess node : scene.nodes()) {
      URI event =
          URI.create(
              "http://127.0.0.1:" + node.port() + "/" + scene.origin().definition().id() + "/");
      clients.add(
          () ->
              new Seen(
                  "DASH by " + node.name(),
                  new StrictDash(event.resolve("manifest.mpd"), pace).follow(until)));
      clients.add(
          () ->
              new Seen(
                  "HLS by " + node.name(),
                  new StrictHls(event.resolve("master.m3u8"), pace).follow(until)));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Seen> seen = new ArrayList<>();
      for (Future<Seen> client : threads.invokeAll(clients)) {
        seen.add(client.get());
      }
      return seen;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String script(long first, long rounds) {
    StringBuilder script = new StringBuilder("faults:\n");
    for (long round = 0; round < rounds; round++) {
      script.append(
          """
            - {action: drop, pipeline: a, representation: v360, numbers: %1$d}
            - {action: truncate, pipeline: a, numbers: %2$d, fraction: 0.5}
            - {action: lose-samples, pipeline: b, numbers: %2$d, count: 12}
            - {action: silent, pipeline: a, numbers: %3$d..%4$d}
            - {action: drop, numbers: %9$d}
            - {action: silent, pipeline: b, numbers: %5$d}
            - {action: malform, pipeline: a, representation: a96, numbers: %6$d}
            - {action: shift-tfdt, pipeline: a, numbers: %7$d, by: PT0.4S}
            - {action: halve-rate, pipeline: a, representation: v180, numbers: %8$d}
          """
              .formatted(
                  first + round * ROUND,
                  first + round * ROUND + 2,
                  first + round * ROUND + 4,
                  first + round * ROUND + 6,
                  first + round * ROUND + 8,
                  first + round * ROUND + 9,
                  first + round * ROUND + 10,
                  first + round * ROUND + 11,
                  first + round * ROUND + 7));
    }
    return script.toString();
  }
}
