package io.liveorigin.bench.get;

import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench jvm} command, which runs {@link JvmRun}. */
@Command(
    name = "jvm",
    mixinStandardHelpOptions = true,
    description =
        "Measures GET from memory with several JDKs, flags and builds of the serving node.")
public final class JvmBench implements Callable<Integer> {
  private static final List<String> COLLECTORS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseParallelGC",
          "-XX:+UseG1GC",
          "-XX:+UseZGC",
          "-XX:+UseShenandoahGC");

  @Mixin private GetOptions options;
  @Mixin private RecordOption record;

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

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    GetSettings settings = options.settings(0);
    CpuPinning.pinThisProcess(settings.client());
    List<Path> javas =
        homes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : List.copyOf(homes);
    List<String> sets = flags.isEmpty() ? COLLECTORS : List.copyOf(flags);
    List<JvmRun.Choice> choices = new ArrayList<>();
    for (Path home : javas) {
      for (String set : sets) {
        List<String> each = Stream.of(set.split(" ", -1)).filter(flag -> !flag.isBlank()).toList();
        choices.add(new JvmRun.Choice(home, each, Optional.empty()));
        builds.forEach(b -> choices.add(new JvmRun.Choice(home, each, Optional.of(b))));
      }
    }
    try (Scratch scratch = Scratch.make("origin-jvm")) {
      String table =
          new JvmRun(settings, clock).run(scratch.directory(), choices, System.err::println);
      record.publish(
          new Section("jvm", "Choice of JDK and collector", words(settings, clock) + table));
      return CommandLine.ExitCode.OK;
    } catch (OriginException e) {
      System.err.println("origin: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static String words(GetSettings settings, Clock clock) {
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
            Machine.describe(clock, Machine.tool("wrk", Tools.WRK, "-v")));
  }
}
