package io.liveorigin.bench.get;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.peer.Target;
import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Section;
import io.liveorigin.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench jvm} command: the serving node under several JDKs, flags and builds,
 * which take turns. Each is started anew in every round, because one start may compile code that
 * another does not.
 */
@Command(
    name = "jvm",
    mixinStandardHelpOptions = true,
    description =
        "Measures GET from memory with several JDKs, flags and builds of the serving node.")
public final class JvmBench extends Bench {
  private static final List<String> COLLECTORS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseParallelGC",
          "-XX:+UseG1GC",
          "-XX:+UseZGC",
          "-XX:+UseShenandoahGC");

  @Mixin private GetOptions options;

  @Option(
      names = "--java-home",
      paramLabel = "DIR",
      description = "A JDK to measure; can be repeated (default: that of this process).")
  private List<Path> homes = new ArrayList<>();

  @Option(
      names = "--flags",
      paramLabel = "FLAGS",
      description =
          "Java flags, separated by spaces; can be repeated (default: Serial, Parallel, G1,"
              + " Z, Shenandoah).")
  private List<String> flags = new ArrayList<>();

  @Option(
      names = "--build",
      paramLabel = "CHECKOUT",
      description = "Another checkout, already built, to compare with this one; can be repeated.")
  private List<Path> builds = new ArrayList<>();

  /**
   * A JDK, the flags of the serving node, and the checkout whose build is run; empty for the build
   * of this checkout.
   */
  private record Choice(Path javaHome, List<String> flags, Optional<Path> build) {
    String title() {
      String java = javaHome.getFileName() + " " + String.join(" ", flags);
      return build.map(checkout -> checkout + " " + java).orElse(java);
    }

    OriginPlan plan(Path directory) {
      OriginPlan plan = OriginPlan.in(directory).javaHome(javaHome);
      return build.map(plan::build).orElse(plan).flags(OriginPlan.SERVING, flags);
    }
  }

  private List<Choice> choices() {
    List<Path> javas =
        homes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : List.copyOf(homes);
    List<Choice> choices = new ArrayList<>();
    for (Path home : javas) {
      for (String set : flags.isEmpty() ? COLLECTORS : flags) {
        List<String> each = Stream.of(set.split(" ", -1)).filter(flag -> !flag.isBlank()).toList();
        choices.add(new Choice(home, each, Optional.empty()));
        builds.forEach(build -> choices.add(new Choice(home, each, Optional.of(build))));
      }
    }
    return choices;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    GetRun.Settings settings = options.begin(0);
    return publish(
        inScratch(
            "origin-jvm",
            directory ->
                new Section(
                    "Choice of JDK and collector", words(settings) + run(settings, directory))));
  }

  private String words(GetRun.Settings settings) {
    return """
        `./origin bench jvm`: the rows of `bench get` for the serving node alone, under several JDKs, flags and builds. In each of
        %d rounds, every choice is started anew, warmed up for %d s and measured for %d s a row. The table has medians, with the
        smallest and the largest in brackets; p99 is wrk's latency, also a median. The node has one core, and wrk, broker and ingest
        have another.

        %s.

        """
        .formatted(
            settings.pairs(),
            settings.warmUpSeconds(),
            settings.seconds(),
            Machine.describe(clock(), Machine.tool("wrk", Tools.WRK, "-v")));
  }

  private String run(GetRun.Settings settings, Path scratch)
      throws IOException, InterruptedException {
    List<Row> rows = Row.named(settings.rows());
    List<Choice> choices = choices();
    Map<Choice, List<List<Wrk.Result>>> runs = new LinkedHashMap<>();
    for (int round = 0; round < settings.pairs(); round++) {
      for (int i = 0; i < choices.size(); i++) {
        Choice choice = choices.get(i);
        Path directory = Files.createDirectories(scratch.resolve("run-" + round + "-" + i));
        List<Wrk.Result> results = once(settings, settings.pinned(choice.plan(directory)), rows);
        runs.computeIfAbsent(choice, key -> new ArrayList<>()).add(results);
        System.err.println(choice.title() + " " + cells(rows, List.of(results)));
      }
    }
    Table table =
        new Table(
            rows.stream()
                .map(row -> " " + row.title() + " | p99 ms |")
                .collect(Collectors.joining("", "| |", "")));
    runs.forEach((choice, all) -> table.line("| `%s` | %s |", choice.title(), cells(rows, all)));
    return table.toString();
  }

  private List<Wrk.Result> once(GetRun.Settings settings, OriginPlan plan, List<Row> rows)
      throws IOException, InterruptedException {
    try (HotOrigin origin = HotOrigin.start(plan, clock())) {
      Wrk wrk = new Wrk(plan.directory(), settings.client());
      Target target = origin.target();
      List<Wrk.Result> results = new ArrayList<>();
      for (Row row : rows) {
        origin.check(target, row);
        String url = origin.url(target, row);
        wrk.run(url, List.of(), row.connections(), settings.warmUpSeconds());
        Wrk.Result result = wrk.run(url, List.of(), row.connections(), settings.seconds());
        row.check(target.server(), result);
        results.add(result);
      }
      return results;
    }
  }

  private static String cells(List<Row> rows, List<List<Wrk.Result>> runs) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int index = i;
      Row row = rows.get(i);
      List<Wrk.Result> all = runs.stream().map(run -> run.get(index)).toList();
      Ratios rate = new Ratios(all.stream().map(row::figure).toList());
      String format =
          row.asked().countsBytes()
              ? "%.2f GB/s (%.2f to %.2f) | %.1f"
              : "%,.0f/s (%,.0f to %,.0f) | %.1f";
      double p99 = Ratios.median(all, Wrk.Result::p99Millis);
      cells.add(String.format(Locale.ROOT, format, rate.median(), rate.least(), rate.most(), p99));
    }
    return String.join(" | ", cells);
  }
}
