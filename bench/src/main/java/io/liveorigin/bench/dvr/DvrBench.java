package io.liveorigin.bench.dvr;

import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench dvr} command. */
@Command(
    name = "dvr",
    mixinStandardHelpOptions = true,
    description = "Measures GET of old segments beside a plain consumer's seek and poll.")
public final class DvrBench implements Callable<Integer> {
  @Option(
      names = "--pairs",
      defaultValue = "5",
      description = "Chunks of each side, in turns (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--samples",
      defaultValue = "2000",
      description = "Reads of each kind on each side (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each segment in bytes (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--cores",
      paramLabel = "ORIGIN,LOAD",
      split = ",",
      description = "Pins the origin's processes to one core and the load to another (taskset).")
  private List<Integer> cores = List.of();

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    CpuPinning.pinThisProcess(core(1));
    try (Scratch scratch = Scratch.make("origin-dvr")) {
      OriginPlan plan = java.applyTo(OriginPlan.in(scratch.directory())).allOn(core(0));
      List<DvrReads.Row> rows = new DvrReads(plan, pairs, samples, bytes, clock).run();
      String words =
          """
          `./origin bench dvr`: one reader GETs segments of %d kB that are in no memory of the origin. In turns with it, a plain
          consumer with the settings of the origin's read-back seeks to the same records and polls; %d chunks a side. The origin's times
          also include HTTP, the decision and the digest. The broker's pages are in its page cache.

          %s; %s.

          """
              .formatted(
                  bytes / 1000,
                  pairs,
                  Machine.describe(clock),
                  cores.isEmpty() ? "not pinned" : "origin on one core, reader on another");
      record.publish(
          new Section("dvr", "Reads of old segments", words + DvrReads.markdown(rows, bytes)));
    }
    return 0;
  }

  private OptionalInt core(int index) {
    return cores.size() > index ? OptionalInt.of(cores.get(index)) : OptionalInt.empty();
  }
}
