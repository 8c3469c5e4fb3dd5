package io.liveorigin.bench.manifest;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.Cores;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench manifest} command. */
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description =
        "Measures HLS playlists beside a segment from memory, and a storm of held reloads.")
public final class ManifestBench extends Bench {
  private static final int CONNECTIONS = 256;

  @Option(
      names = "--lines",
      split = ",",
      defaultValue = "300,43200",
      paramLabel = "N",
      description =
          "Lines of each playlist, of 2 s; the storm is for the first (default: ${DEFAULT-VALUE}).")
  private List<Integer> lines;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Runs of each row, in turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Length of a run in seconds (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "8",
      paramLabel = "SECONDS",
      description = "Warm-up of each row before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--samples",
      defaultValue = "10",
      paramLabel = "N",
      description = "New segments after which the texts are timed (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--clients",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Number of held clients (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--storms",
      defaultValue = "10",
      paramLabel = "N",
      description = "Storms of each side, in turns (default: ${DEFAULT-VALUE}).")
  private int storms;

  @Mixin private Cores.Always cores;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    ManifestRun.Settings settings =
        new ManifestRun.Settings(
            lines,
            rounds,
            seconds,
            warmUp,
            CONNECTIONS,
            samples,
            clients,
            storms,
            Tolerance.standard(),
            cores.server(),
            cores.load());
    cores.pinLoad();
    double before = load();
    String tables =
        inScratch(
            "origin-manifest",
            directory ->
                new ManifestRun(settings, clock()).run(java.plan(directory), System.err::println));
    return publish(new Section("HLS playlists", words(before, load()) + tables));
  }

  private String words(double before, double after) {
    return String.format(
        Locale.ROOT,
        """
        `./origin bench manifest%s`: media playlists of %s lines of 2 s are served from memory: plain, with
        `Accept-Encoding: gzip`, and as delta (`_HLS_skip=YES`). The newest segment of 32 KiB is the comparison. wrk has one thread
        and %d connections; the node runs on core %s, and wrk, broker and ingest run on core %s. Every 2 s, a segment is published to
        each playlist, so every text is generated anew. There are %d rounds of %d s of each row, in turns. Rates and p99 are medians;
        the ratio is the median of the rounds, with the smallest and the largest. The cost of a new text is the time of the first
        response after a new segment less the time of the second, medians of %d.

        Then %,d clients are held for the next number, in turns for the first playlist (`_HLS_msn`) and for the segment of 32 KiB.
        The segment is PUT when all are held; medians of %d storms a side.

        %s. The load average of the machine was %.1f when the
        benchmark began and %.1f when it ended. About 3 of that is the benchmark itself; the rest came from other programs.

        """,
        java.written(),
        lines.stream()
            .map(n -> String.format(Locale.ROOT, "%,d", n))
            .collect(Collectors.joining(" and ")),
        CONNECTIONS,
        Cores.name(cores.server()),
        Cores.name(cores.load()),
        rounds,
        seconds,
        samples,
        clients,
        storms,
        Machine.describe(clock(), Machine.tool("wrk", Tools.WRK, "-v")),
        before,
        after);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
