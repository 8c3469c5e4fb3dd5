package io.liveorigin.bench.get;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.Cores;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench get} command. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Measures GET from memory, and 404, beside nginx and Varnish, with wrk.")
public final class GetBench extends Bench {
  private static final int TRY_OUT_SECONDS = 2;

  @Mixin private GetOptions options;
  @Mixin private JavaOptions java;

  @Option(
      names = "--tls",
      description = "Uses HTTPS with one certificate and cipher suite; Varnish is behind hitch.")
  private boolean tls;

  @Option(
      names = "--conscrypt",
      description = "Uses Conscrypt in the origin instead of Java's own TLS.")
  private boolean conscrypt;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    GetRun.Settings settings = options.begin(TRY_OUT_SECONDS);
    return publish(
        inScratch(
            "origin-get",
            directory -> {
              OriginPlan plan = java.plan(directory);
              return tls
                  ? encrypted(settings, plan)
                  : new Section("GET from memory", words(settings, plan) + table(settings, plan));
            }));
  }

  private String table(GetRun.Settings settings, OriginPlan plan)
      throws IOException, InterruptedException {
    return new GetRun(settings, clock()).run(plan, System.err::println);
  }

  private Section encrypted(GetRun.Settings settings, OriginPlan plain)
      throws IOException, InterruptedException {
    BenchTls all = BenchTls.make(plain.directory(), clock());
    OriginPlan plan = plain.tls(all);
    if (conscrypt) {
      plan = plan.flags(OriginPlan.SERVING, all.conscrypt());
    }
    String table = table(settings, plan);
    String provider = conscrypt ? "Conscrypt" : "Java's own TLS";
    return new Section(
        "GET from memory over TLS, " + provider,
        words(settings, plan)
            + """
            All servers use TLS 1.3 with %s and one certificate (RSA, 2048 bits). One worker of %s runs
            in front of Varnish, on the same core. The origin uses %s.

            """
                .formatted(
                    BenchTls.SUITE, Machine.tool("hitch", Tools.HITCH, "--version"), provider)
            + table);
  }

  private String words(GetRun.Settings settings, OriginPlan plan) {
    List<String> flags = plan.flags().getOrDefault(OriginPlan.SERVING, List.of());
    return """
        `./origin bench get`: the serving node, nginx (one worker, sendfile, no log) and Varnish (storage in memory, warm) run in
        turns on core %s. wrk runs with one thread on core %s, together with the idle broker and ingest. Each server gets %d runs of
        %d s per row. Rates and p99 are medians; the ratio is the median of the pairs, with the smallest and the largest. For nginx
        and Varnish, every setting is tried first and the best one is kept. The segments are real ones, padded, published through
        ingest and served from the live-edge cache; nginx and Varnish have the same bytes. At 32 KiB and for 404, requests are
        compared; for larger segments, bytes. For a 404, nginx looks up the file (open_file_cache keeps the error) and sends a body
        as long as ours; the origin reads the event definition in memory.

        %s; node on %s%s.

        """
        .formatted(
            Cores.name(settings.server()),
            Cores.name(settings.client()),
            settings.pairs(),
            settings.seconds(),
            Machine.describe(
                clock(),
                Machine.tool("nginx", Tools.NGINX, "-v"),
                Machine.tool("Varnish", Tools.VARNISH, "-V"),
                Machine.tool("wrk", Tools.WRK, "-v")),
            plan.javaHome().getFileName(),
            flags.isEmpty() ? "" : " with " + String.join(" ", flags));
  }
}
