package io.liveorigin.bench.get;

import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that all GET benches have. */
final class GetOptions {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ROW",
      description =
          "Rows to run: 32k-16, 32k-256, 1m-16, 1m-256, 4m-16, 4m-256, 404-path-16,"
              + " 404-path-256, 404-event-16, 404-event-256 (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--pairs",
      defaultValue = "5",
      description = "Runs of each server per row, in turns (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Length of a run in seconds (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "Warm-up of the serving node before each row (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--cores",
      paramLabel = "SERVER,CLIENT",
      split = ",",
      defaultValue = "0,1",
      description = "Core of the server, core of the rest (taskset; default: ${DEFAULT-VALUE}).")
  private List<Integer> cores;

  GetSettings settings(int tryOutSeconds) {
    return new GetSettings(only, pairs, seconds, warmUp, tryOutSeconds, core(0), core(1));
  }

  private OptionalInt core(int index) {
    return cores.size() > index ? OptionalInt.of(cores.get(index)) : OptionalInt.empty();
  }
}
