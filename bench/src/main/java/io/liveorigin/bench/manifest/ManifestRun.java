package io.liveorigin.bench.manifest;

import io.liveorigin.bench.get.Tools;
import io.liveorigin.bench.get.Wrk;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.Percentiles;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Fills the playlists and measures new texts, rates and storms. */
public final class ManifestRun {
  /**
   * Pairs of storms before the measured ones, because a JVM compiles code that it runs often. No
   * more of them than are measured.
   */
  private static final int WARM_UPS = 3;

  private final ManifestSettings settings;
  private final Clock clock;

  public ManifestRun(ManifestSettings settings, Clock clock) {
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
    if (!Files.isExecutable(Path.of(Tools.WRK))) {
      throw new OriginException(ErrorCode.INTERNAL, "not installed: " + Tools.WRK);
    }
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
      try (LivePublisher publisher = new LivePublisher(tracks, origin.ingestPort(), clock)) {
        List<Long> begins = tracks.stream().map(ListedTrack::newest).toList();
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

  private static String rates(List<RateRow> rows) {
    StringBuilder text = new StringBuilder(RateRow.header());
    rows.forEach(row -> text.append(row.line(rows.get(0))).append('\n'));
    return text.toString();
  }

  private StormTable storms(OriginProcesses origin, ListedTrack track, Consumer<String> progress)
      throws IOException, InterruptedException {
    StormTable table = new StormTable(new ArrayList<>(), new ArrayList<>());
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
