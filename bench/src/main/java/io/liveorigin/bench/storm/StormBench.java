package io.liveorigin.bench.storm;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.Cores;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A storm beside live traffic: its options, and the record of its result. */
abstract class StormBench extends Bench {
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
      names = "--warm-up",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description =
          "Length of the warm-up, which is a storm (default: ${DEFAULT-VALUE}). On one core, the JVMs compile their code"
              + " for about a minute.")
  private int warmUp;

  @Option(
      names = "--serve",
      paramLabel = "OPTION",
      description = "An option for origin serve, for example --serve=--config=FILE.")
  private List<String> serve = new ArrayList<>();

  @Mixin private Cores.OnRequest cores;
  @Mixin private JavaOptions java;

  abstract String heading();

  /** Returns a description of the storm and its bars. */
  abstract String words();

  /** Runs the storm and returns its figures in Markdown. */
  abstract String run(StormSettings settings) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException, ExecutionException {
    cores.pinLoad();
    return publish(
        inScratch(
            "origin-storm",
            directory -> {
              OriginPlan plan = java.plan(directory).allOn(cores.server()).serve(serve);
              Tolerance standard = Tolerance.standard();
              String result =
                  run(new StormSettings(plan, liveEvents, rounds, seconds, warmUp, standard));
              return new Section(
                  heading(),
                  "%s\n\n%s; %s; %d live events; %d blocks of %d s a side.\n\n%s"
                      .formatted(
                          words(),
                          Machine.describe(clock()),
                          cores.words(
                              "broker, ingest and serving node on one core, load on another"),
                          liveEvents,
                          rounds,
                          seconds,
                          result));
            }));
  }
}
