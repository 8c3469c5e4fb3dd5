package io.liveorigin.bench.dvr;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.Cores;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench dvr} command. */
@Command(
    name = "dvr",
    mixinStandardHelpOptions = true,
    description = "Measures GET of old segments beside a plain consumer's seek and poll.")
public final class DvrBench extends Bench {
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

  @Mixin private Cores.OnRequest cores;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    cores.pinLoad();
    List<DvrReads.Row> rows =
        inScratch(
            "origin-dvr",
            directory -> {
              OriginPlan plan = java.plan(directory).allOn(cores.server());
              return new DvrReads(plan, pairs, samples, bytes, clock()).run();
            });
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
                Machine.describe(clock()),
                cores.words("origin on one core, reader on another"));
    return publish(new Section("Reads of old segments", words + DvrReads.markdown(rows, bytes)));
  }
}
