package io.liveorigin.bench.get;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Ratios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The serving node under several JDKs, flags and builds, which take turns. Each is started anew in
 * every round, because one start may compile code that another does not.
 */
final class JvmRun {
  /**
   * A JDK, the flags of the serving node, and the checkout whose build is run; empty for the build
   * of this checkout.
   */
  record Choice(Path javaHome, List<String> flags, Optional<Path> build) {
    String title() {
      String java = javaHome.getFileName() + " " + String.join(" ", flags);
      return build.map(checkout -> checkout + " " + java).orElse(java);
    }

    private OriginPlan plan(Path directory) {
      OriginPlan plan = OriginPlan.in(directory).javaHome(javaHome);
      return build.map(plan::build).orElse(plan);
    }
  }

  private final GetSettings settings;
  private final Clock clock;

  /**
   * @param settings the settings of the runs; {@code pairs} is the number of rounds
   */
  JvmRun(GetSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs all choices and returns their table in Markdown.
   *
   * @param scratch a directory for the files of the runs
   * @param progress receives each run as soon as it is finished
   */
  String run(Path scratch, List<Choice> choices, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Row> rows = Row.named(settings.rows());
    Map<Choice, List<List<Wrk.Result>>> runs = new LinkedHashMap<>();
    for (int round = 0; round < settings.pairs(); round++) {
      for (int i = 0; i < choices.size(); i++) {
        Choice choice = choices.get(i);
        Path directory = Files.createDirectories(scratch.resolve("run-" + round + "-" + i));
        OriginPlan one =
            choice
                .plan(directory)
                .flags(OriginPlan.SERVING, choice.flags())
                .allOn(settings.client())
                .on(OriginPlan.SERVING, settings.server());
        List<Wrk.Result> results = once(one, rows);
        runs.computeIfAbsent(choice, key -> new ArrayList<>()).add(results);
        progress.accept(choice.title() + " " + cells(rows, List.of(results)));
      }
    }
    StringBuilder text = new StringBuilder("| |");
    rows.forEach(row -> text.append(' ').append(row.title()).append(" | p99 ms |"));
    text.append("\n|---|").append("---|---|".repeat(rows.size())).append('\n');
    runs.forEach(
        (choice, all) ->
            text.append("| `%s` | %s |%n".formatted(choice.title(), cells(rows, all))));
    return text.toString();
  }

  private List<Wrk.Result> once(OriginPlan plan, List<Row> rows)
      throws IOException, InterruptedException {
    try (HotOrigin origin = HotOrigin.start(plan, clock)) {
      Wrk wrk = new Wrk(plan.directory(), settings.client());
      ResponseCheck check = new ResponseCheck(origin.segments());
      Target target = origin.target();
      List<Wrk.Result> results = new ArrayList<>();
      for (Row row : rows) {
        check.check(target, row);
        wrk.run(target.url(row), row.connections(), settings.warmUpSeconds());
        Wrk.Result result = wrk.run(target.url(row), row.connections(), settings.seconds());
        ResponseCheck.check(target, row, result);
        results.add(result);
      }
      return results;
    }
  }

  private static String cells(List<Row> rows, List<List<Wrk.Result>> runs) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int index = i;
      boolean bytes = rows.get(i).asked().countsBytes();
      Ratios rate =
          new Ratios(
              runs.stream()
                  .map(run -> run.get(index))
                  .map(run -> bytes ? run.gigabytesPerSecond() : run.perSecond())
                  .toList());
      double p99 = Ratios.median(runs.stream().map(run -> run.get(index).p99Millis()).toList());
      String format = bytes ? "%.2f GB/s (%.2f to %.2f) | %.1f" : "%,.0f/s (%,.0f to %,.0f) | %.1f";
      cells.add(String.format(Locale.ROOT, format, rate.median(), rate.least(), rate.most(), p99));
    }
    return cells.stream().collect(Collectors.joining(" | "));
  }
}
