package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.RecordOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that the storm benches share. */
final class StormOptions {
  /** The warm-up, because a JVM compiles code that it runs often. */
  private static final int WARM_UP_SECONDS = 10;

  @Option(
      names = "--live-events",
      defaultValue = "34",
      paramLabel = "N",
      description =
          "Live events in the storm, each of three representations (default: ${DEFAULT-VALUE}).")
  private int liveEvents;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      paramLabel = "N",
      description = "Rounds of one quiet block and one storm block (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "25",
      paramLabel = "N",
      description = "Length of a block in seconds (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--cores",
      paramLabel = "ORIGIN,LOAD",
      split = ",",
      description = "Pins the origin's processes to one core and the load to another (taskset).")
  private List<Integer> cores = List.of();

  @Option(
      names = "--serve",
      paramLabel = "OPTION",
      description = "An option for origin serve, for example --serve=--config=FILE.")
  private List<String> serve = new ArrayList<>();

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  StormSettings settings(Path directory) {
    OptionalInt core = cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.get(0));
    OriginPlan plan = java.applyTo(OriginPlan.in(directory)).allOn(core).serve(serve);
    return new StormSettings(
        plan, liveEvents, rounds, seconds, WARM_UP_SECONDS, Tolerance.standard());
  }

  OptionalInt loadCore() {
    return cores.size() < 2 ? OptionalInt.empty() : OptionalInt.of(cores.get(1));
  }

  RecordOption record() {
    return record;
  }
}
