package io.liveorigin.bench;

import io.liveorigin.bench.caches.CacheStormBench;
import io.liveorigin.bench.dvr.DvrBench;
import io.liveorigin.bench.get.GetBench;
import io.liveorigin.bench.get.JvmBench;
import io.liveorigin.bench.inspect.InspectBench;
import io.liveorigin.bench.pieces.PiecesBench;
import io.liveorigin.bench.publish.PublishBench;
import io.liveorigin.bench.storm.DvrStormBench;
import io.liveorigin.bench.storm.MissStormBench;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./origin bench}: what it costs, on this machine. */
@Command(
    name = "origin bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      GetBench.class,
      InspectBench.class,
      JvmBench.class,
      PiecesBench.class,
      DvrStormBench.class,
      MissStormBench.class,
      CacheStormBench.class,
      DvrBench.class
    },
    description = "Times PUT and published-to-readable beside a plain producer on the same broker.")
public final class BenchMain implements Callable<Integer> {
  private static final int MAX_SAMPLES = 20_000;

  @Option(names = "--samples", description = "Segments to publish (default: ${DEFAULT-VALUE}).")
  private int samples = 200;

  @Option(names = "--bytes", description = "Size of a segment (default: ${DEFAULT-VALUE}).")
  private int bytes = 1024 * 1024;

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (samples < 1 || samples > MAX_SAMPLES) {
      System.err.println("origin: --samples must be 1 to " + MAX_SAMPLES);
      return CommandLine.ExitCode.USAGE;
    }
    Path directory = Files.createTempDirectory("origin-bench");
    try {
      print(new PublishBench(Clock.systemUTC()).run(directory, samples, bytes));
      return CommandLine.ExitCode.OK;
    } catch (OriginException e) {
      System.err.println("origin: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      delete(directory);
    }
  }

  private void print(PublishBench.Result result) {
    System.out.println("segments of " + bytes + " bytes, one after another");
    System.out.println("  plain produce, acks=all      " + result.plain());
    System.out.println("  PUT acknowledged             " + result.put());
    System.out.println("  PUT to last byte of held GET " + result.readable());
    for (double share : List.of(0.5, 0.99)) {
      System.out.printf(
          Locale.ROOT,
          "  ratio to plain at p%.0f: PUT %.2f, readable %.2f%n",
          share * 100,
          result.put().at(share) / result.plain().at(share),
          result.readable().at(share) / result.plain().at(share));
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
