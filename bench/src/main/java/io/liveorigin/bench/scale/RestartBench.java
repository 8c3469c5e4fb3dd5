package io.liveorigin.bench.scale;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench restart} command. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Measures how long a serving node takes to restart over a full window.")
public final class RestartBench extends Bench {
  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "Hours of decisions in the window (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--representations",
      defaultValue = "12",
      description = "Representations of the one event (default: ${DEFAULT-VALUE}).")
  private int representations;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Restarts of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Duration window = Duration.ofHours(hours);
    RestartRun.Result result =
        inScratch(
            "origin-restart",
            directory ->
                new RestartRun(java.plan(directory), window, representations, rounds, clock())
                    .run());
    return publish(
        new Section(
            "Restart over a full window",
            """
            `./origin bench restart`: `selections` holds %d h of %d representations, two clean copies a decision, each in a batch of its
            own. The time runs from the start of the process `origin serve`, including Java's own start, until both `/health/ready` and
            a GET of an old segment return 200. There are %d starts of each kind, in turns. A new cell has no stores and no offsets. Like
            any new cell, it has candidates only for what was published lately; the same is true of the stores whose size is given.

            %s; not pinned.

            %s"""
                .formatted(
                    hours, representations, rounds, Machine.describe(clock()), result.markdown())));
  }
}
