package io.liveorigin.bench.manifest;

import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Fills the playlists and measures new texts, rates and storms. */
public final class ManifestRun {
  /**
   * Pairs of storms before the measured ones, because a JVM compiles code that it runs often. No
   * more of them than are measured.
   */
  private static final int WARM_UPS = 3;

  /**
   * The extent of the measurement.
   *
   * @param lines the number of lines of each playlist, at least one playlist; the storm is for the
   *     first
   * @param rounds the number of rounds of wrk; the rows take turns
   * @param seconds the length of a run
   * @param warmUpSeconds the warm-up of each row before the rounds
   * @param connections the number of connections of wrk
   * @param samples the number of segments after which new texts are timed
   * @param clients the number of clients whose requests are held
   * @param storms the number of storms on each side; the sides take turns
   * @param tolerance the disturbances that live traffic has to tolerate
   * @param server the core of the serving node
   * @param client the core of the load, the broker and ingest
   */
  public record Settings(
      List<Integer> lines,
      int rounds,
      int seconds,
      int warmUpSeconds,
      int connections,
      int samples,
      int clients,
      int storms,
      Tolerance tolerance,
      OptionalInt server,
      OptionalInt client) {
    public Settings {
      lines = List.copyOf(lines);
    }
  }

  private final Settings settings;
  private final Clock clock;

  public ManifestRun(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs all measurements and returns their tables in Markdown.
   *
   * @param plan the origin to start, without cores
   * @param progress receives messages about the progress
   * @throws OriginException if wrk is missing or a response is wrong
   */
  public String run(OriginPlan plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    Tools.require(Tools.WRK);
    List<ListedTrack> tracks =
        settings.lines().stream()
            .map(lines -> new ListedTrack(lines, settings.tolerance()))
            .toList();
    Duration longest =
        tracks.stream()
            .map(track -> track.event().timeShiftBufferDepth())
            .max(Duration::compareTo)
            .orElseThrow();
    OriginPlan pinned =
        plan.allOn(settings.client()).on(OriginPlan.SERVING, settings.server()).window(longest);
    try (OriginProcesses origin = OriginProcesses.start(pinned)) {
      origin.declare(tracks.stream().map(ListedTrack::event).toList());
      FullLists full = new FullLists(origin, clock);
      full.begin(tracks);
      String text;
      try (LiveTraffic publisher = new LiveTraffic(origin, clock)) {
        List<Long> begins = tracks.stream().map(ListedTrack::newest).toList();
        ListedTrack.publish(tracks, publisher);
        publisher.start();
        for (int i = 0; i < tracks.size(); i++) {
          full.fill(tracks.get(i), begins.get(i));
          publisher.check();
          progress.accept(tracks.get(i).lines() + " lines are published");
        }
        Wrk wrk = new Wrk(plan.directory(), settings.client());
        text = rates(new ListRates(origin, wrk, settings, publisher).run(tracks, progress));
        text += "\n" + new NewTexts(origin, settings.samples(), publisher).run(tracks);
      }
      return text + "\n" + storms(origin, tracks.get(0), progress).markdown();
    }
  }

  private static String rates(List<ListRates.Row> rows) {
    Table table = new Table(ListRates.Row.HEADER);
    rows.forEach(row -> table.line("%s", row.line(rows.get(0))));
    return table.toString();
  }

  private HeldStorm.Pairs storms(
      OriginProcesses origin, ListedTrack track, Consumer<String> progress)
      throws IOException, InterruptedException {
    HeldStorm.Pairs table = new HeldStorm.Pairs(new ArrayList<>(), new ArrayList<>());
    try (HeldStorm storm = new HeldStorm(origin, track, settings.clients(), clock)) {
      for (int i = -Math.min(WARM_UPS, settings.storms()); i < settings.storms(); i++) {
        Percentiles list = storm.run(true);
        Percentiles segment = storm.run(false);
        progress.accept("list " + list + ", segment " + segment);
        if (i >= 0) {
          table.lists().add(list);
          table.segments().add(segment);
        }
      }
    }
    return table;
  }
}
