package io.liveorigin.bench.heap;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.command.Lengths;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench heap} command. */
@Command(
    name = "heap",
    mixinStandardHelpOptions = true,
    description = "Measures whether memory grows over a run at a steady rate.")
public final class HeapBench extends Bench {
  @Option(
      names = "--for",
      defaultValue = "30m",
      paramLabel = "TIME",
      converter = Lengths.class,
      description = "Length of the run, for example 90s or 30m (default: ${DEFAULT-VALUE}).")
  private Duration length;

  @Option(
      names = "--every",
      defaultValue = "60s",
      paramLabel = "TIME",
      converter = Lengths.class,
      description = "Time between two samples (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--events",
      defaultValue = "10",
      paramLabel = "N",
      description = "Live events, each of three representations (default: ${DEFAULT-VALUE}).")
  private int events;

  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    HeapRun.Result result =
        inScratch(
            "origin-heap",
            directory ->
                new HeapRun(
                        java.plan(directory).pipelines("a", "b"), events, length, interval, clock())
                    .run());
    return publish(
        new Section(
            "Live heap at a steady rate",
            """
            `./origin bench heap --for %s%s`: %d events of three representations from two pipelines, with segments of 2 s. One viewer of
            each is held at the live edge and requests one older segment for each new one. Every %d s, each process makes a full
            collection, and the memory that is live after it is measured. The slope is that of least squares with its standard error.
            Memory *grows* if the slope is more than two standard errors above zero.

            %s; not pinned.

            %s"""
                .formatted(
                    Lengths.written(length),
                    java.written(),
                    events,
                    interval.toSeconds(),
                    Machine.describe(clock()),
                    result.markdown())));
  }
}
