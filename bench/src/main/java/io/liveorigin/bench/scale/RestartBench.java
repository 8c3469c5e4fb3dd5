package io.liveorigin.bench.scale;

import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench restart} command. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "How long a serving node takes to come back over a full window.")
public final class RestartBench implements Callable<Integer> {
  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "Of decisions (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--representations",
      defaultValue = "12",
      description = "Of the one event (default: ${DEFAULT-VALUE}).")
  private int representations;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Restarts of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    try (Scratch scratch = Scratch.make("origin-restart")) {
      OriginPlan plan = java.applyTo(OriginPlan.in(scratch.directory()));
      RestartRun.Result result =
          new RestartRun(plan, Duration.ofHours(hours), representations, rounds, clock).run();
      record.publish(
          new Section(
              "restart",
              "Restart over a full window",
              """
              `./origin bench restart`: `selections` holds %d h of %d representations, two clean copies a decision, each in a batch of its own. From the start of the
              process `origin serve`, Java's own start included, until `/health/ready` is 200 and a GET of an old segment is too; %d of each kind, in turns. A new cell
              has no stores and no offsets. It has candidates of what was published lately alone, as any new cell; so have the stores that are weighed.

              %s; not pinned.

              %s"""
                  .formatted(
                      hours, representations, rounds, Machine.describe(clock), result.markdown())));
      return 0;
    }
  }
}
