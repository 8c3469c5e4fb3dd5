package io.liveorigin.bench.heap;

import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench heap} command. */
@Command(
    name = "heap",
    mixinStandardHelpOptions = true,
    description = "Measures whether memory grows over a run at a steady rate.")
public final class HeapBench implements Callable<Integer> {
  /** Converts durations as people write them: {@code 90s}, {@code 30m}, {@code 2h}. */
  public static final class Lengths implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
  }

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

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    try (Scratch scratch = Scratch.make("origin-heap")) {
      OriginPlan plan = java.applyTo(OriginPlan.in(scratch.directory()).pipelines("a", "b"));
      HeapResult result = new HeapRun(plan, events, length, interval, clock).run();
      record.publish(
          new Section(
              "heap",
              "Live heap at a steady rate",
              """
              `./origin bench heap --for %s%s`: %d events of three representations from two pipelines, with segments of 2 s. One viewer of
              each is held at the live edge and requests one older segment for each new one. Every %d s, each process makes a full
              collection, and the memory that is live after it is measured. The slope is that of least squares with its standard error.
              Memory *grows* if the slope is more than two standard errors above zero.

              %s; not pinned.

              %s"""
                  .formatted(
                      length.toString().substring(2).toLowerCase(Locale.ROOT),
                      java.written(),
                      events,
                      interval.toSeconds(),
                      Machine.describe(clock),
                      result.markdown())));
      return 0;
    }
  }
}
