package io.liveorigin.bench.pieces;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import io.liveorigin.bench.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code ./origin bench pieces} command: the time and the allocations of each inner piece. */
@Command(
    name = "pieces",
    mixinStandardHelpOptions = true,
    description = "Measures the time and the allocations of each inner piece (JMH).")
public final class PiecesBench extends Bench {
  private static final List<Class<?>> ALL =
      List.of(
          AddressBenchmark.class,
          ScheduleBenchmark.class,
          SelectionBenchmark.class,
          DecisionCodecBenchmark.class,
          CompactCodecBenchmark.class,
          ClassificationBenchmark.class,
          HeadBenchmark.class,
          InspectionBenchmark.class);

  /** The result of JMH's gc profiler with the bytes that one operation allocates. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Prefixes of the benchmarks' names, for example Selection,DecisionCodec (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--forks",
      defaultValue = "2",
      description = "JVMs for each benchmark, one after another (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--iterations",
      defaultValue = "5",
      description = "Measured seconds in each JVM, after 3 of warm-up (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Override
  public Integer call() throws RunnerException, IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .forks(forks)
            .measurementIterations(iterations);
    chosen().forEach(one -> options.include(one.getName().replace(".", "\\.") + "\\."));
    Collection<RunResult> results = new Runner(options.build()).run();
    Table table = new Table("| piece | ns | +- | allocated, bytes |");
    results.forEach(result -> line(table, result));
    String words =
        """
        `./origin bench pieces` (JMH: average time with its error at 99.9 %%, and allocation by its gc profiler); %d forks, 3 + %d
        iterations of 1 s.

        %s.

        """
            .formatted(forks, iterations, Machine.describe(clock()));
    return publish(new Section("Inner pieces", words + table));
  }

  private Stream<Class<?>> chosen() {
    return ALL.stream()
        .filter(
            one ->
                only.isEmpty()
                    || only.stream().anyMatch(name -> one.getSimpleName().startsWith(name)));
  }

  private static void line(Table table, RunResult result) {
    String[] name = result.getParams().getBenchmark().split("\\.", -1);
    String piece = name[name.length - 2].replace("Benchmark", "") + " " + name[name.length - 1];
    List<String> parameters = new ArrayList<>();
    result
        .getParams()
        .getParamsKeys()
        .forEach(key -> parameters.add(result.getParams().getParam(key)));
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    table.line(
        "| %s | %,.1f | %,.1f | %,.0f |",
        (piece + " " + String.join(" ", parameters)).strip(),
        time.getScore(),
        time.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
