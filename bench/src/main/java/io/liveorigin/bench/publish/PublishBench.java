package io.liveorigin.bench.publish;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench put} command. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description =
        "Measures PUT and published-to-readable beside plain Kafka clients on the same broker.")
public final class PublishBench extends Bench {
  @Option(
      names = "--bytes",
      description = "Size of a segment in bytes (default: ${DEFAULT-VALUE}).")
  private int bytes = 1024 * 1024;

  @Option(names = "--samples", description = "Segments in a round (default: ${DEFAULT-VALUE}).")
  private int samples = 2_000;

  @Option(
      names = "--rounds",
      description = "Rounds; each gives a pair of percentiles (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--warm-up",
      description = "Segments before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUp = 1_000;

  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    PublishRun.Settings settings = new PublishRun.Settings(bytes, warmUp, rounds, samples);
    List<Round> measured =
        inScratch(
            "origin-put",
            directory -> {
              try (PublishRun run = PublishRun.start(settings, java.plan(directory), clock())) {
                return run.rounds(System.err::println);
              }
            });
    return publish(
        new Section("PUT and published-to-readable", words(measured) + Round.table(measured)));
  }

  private String words(List<Round> measured) {
    return """
        `./origin bench put`: one segment of %d bytes after another, %d rounds of %d. A GET is held, then the segment is PUT.
        Both responses are timed from the start of the PUT. Two plain clients run beside the origin, segment by segment, in
        alternating order. A plain producer writes the same bytes (acks=all) to a topic that nobody reads. A plain chain produces
        and consumes the bytes, then produces and consumes a record of 1,000 bytes. Broker, ingest and serving node are a process
        each. The plain clients have the origin's settings and run in the measuring process, so they save two hops over a socket
        that a server cannot save. nginx with WebDAV writes the same bytes to a file that is neither replicated nor synced. Times
        and percentiles are medians of the rounds; ratios are medians of the pairs, with the smallest and the largest.

        %s. Cores used in the last round: %s.

        """
        .formatted(
            bytes,
            rounds,
            samples,
            Machine.describe(clock(), Machine.tool("nginx", Tools.NGINX, "-v")),
            measured.get(measured.size() - 1).block().load());
  }
}
