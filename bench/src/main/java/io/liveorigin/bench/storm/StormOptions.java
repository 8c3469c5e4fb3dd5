package io.liveorigin.bench.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What both storms can be told. */
final class StormOptions {
  /** The JVMs compile what they run often. */
  private static final int WARM_UP_SECONDS = 10;

  @Option(
      names = "--live-events",
      defaultValue = "34",
      paramLabel = "N",
      description =
          "Live events beside the storm, three representations each (default: ${DEFAULT-VALUE}).")
  private int liveEvents;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      paramLabel = "N",
      description = "Blocks of quiet and of storm, in turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "25",
      paramLabel = "N",
      description = "Length of a block (default: ${DEFAULT-VALUE}).")
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

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Replaces this bench's section of a Markdown file, or adds it.")
  private Optional<Path> record = Optional.empty();

  StormSettings settings(Path directory) {
    OptionalInt core = cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.get(0));
    return new StormSettings(
        directory, core, liveEvents, rounds, seconds, WARM_UP_SECONDS, List.copyOf(serve));
  }

  OptionalInt loadCore() {
    return cores.size() < 2 ? OptionalInt.empty() : OptionalInt.of(cores.get(1));
  }

  Optional<Path> record() {
    return record;
  }
}
