package io.liveorigin.bench.get;

import io.liveorigin.bench.command.Cores;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
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

  @Mixin private Cores.Always cores;

  /** Pins this process to its core and returns the settings. */
  GetRun.Settings begin(int tryOutSeconds) throws IOException, InterruptedException {
    cores.pinLoad();
    return new GetRun.Settings(
        only, pairs, seconds, warmUp, tryOutSeconds, cores.server(), cores.load());
  }
}
