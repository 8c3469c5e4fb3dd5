package io.liveorigin.bench;

import io.liveorigin.bench.dvr.DvrBench;
import io.liveorigin.bench.get.GetBench;
import io.liveorigin.bench.get.JvmBench;
import io.liveorigin.bench.heap.HeapBench;
import io.liveorigin.bench.manifest.ManifestBench;
import io.liveorigin.bench.pieces.InspectBench;
import io.liveorigin.bench.pieces.PiecesBench;
import io.liveorigin.bench.publish.PublishBench;
import io.liveorigin.bench.scale.RestartBench;
import io.liveorigin.bench.scale.ScaleBench;
import io.liveorigin.bench.storm.CacheStormBench;
import io.liveorigin.bench.storm.DvrStormBench;
import io.liveorigin.bench.storm.MissStormBench;
import io.liveorigin.bench.storm.TenantStormBench;
import io.liveorigin.bench.storm.TrickleStormBench;
import io.liveorigin.contract.error.OriginException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code ./origin bench} command: measures what the origin costs on this machine. */
@Command(
    name = "origin bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      GetBench.class,
      PublishBench.class,
      HeapBench.class,
      InspectBench.class,
      ManifestBench.class,
      JvmBench.class,
      PiecesBench.class,
      DvrStormBench.class,
      MissStormBench.class,
      TrickleStormBench.class,
      TenantStormBench.class,
      CacheStormBench.class,
      DvrBench.class,
      RestartBench.class,
      ScaleBench.class
    },
    description = "Measures what the origin costs on this machine.")
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchMain())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(BenchMain::failed)
            .execute(args));
  }

  /** Reports a bench that could not measure, without a stack trace if the message says it all. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof OriginException) {
      System.err.println("origin: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw e;
  }
}
