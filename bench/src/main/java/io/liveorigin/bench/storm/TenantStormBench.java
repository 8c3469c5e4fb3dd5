package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.PastSegments;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench tenants} command. One tenant exceeds each of its limits tenfold while
 * the live events of another tenant continue.
 */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    description = "One tenant exceeds its limits tenfold, beside live traffic of another.")
public final class TenantStormBench extends StormBench {
  /**
   * Three quarters of this memory are cache: less than the size of the noisy tenant's old segments.
   */
  private static final List<String> MEMORY = List.of("-XX:MaxDirectMemorySize=192m");

  /** The limits, each a tenth of the load of the noisy tenant. */
  private static final String LIMITS =
      """
      tenants:
        noisy:
          ingestRequestsPerSecond: %d
          ingestBytesPerSecond: %d
          bodyBytesInFlight: 2000000
          getsPerSecond: %d
          heldRequests: %d
          readBackBytesPerSecond: %d
          events: 3
          representations: 9
          masks: 5
          notifications: 5
          invalidationsInFlight: 5
      """;

  /**
   * The approximate time for which a request for the next segment is held, in seconds. A tenth of
   * these requests passes the limit on GETs.
   */
  private static final int HELD_SECONDS = 3;

  @Option(
      names = "--segments",
      defaultValue = "600",
      description = "Number of old segments of the noisy tenant (default: ${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each in bytes (default: ${DEFAULT-VALUE}).")
  private int bytes;

  /**
   * The results.
   *
   * @param storm the results of the quiet tenant, without the noise and with it
   * @param noise the number of responses to the noisy tenant by status, for each kind of request
   */
  public record Result(StormResult storm, Map<String, Map<Integer, Long>> noise) {
    /** Returns the figures as Markdown. */
    public String markdown() {
      Table table = new Table("| requests of the noisy tenant | responses by status |");
      noise.forEach((name, statuses) -> table.line("| %s | %s |", name, statuses));
      return storm.markdown() + "\n" + table;
    }
  }

  @Override
  String heading() {
    return "One tenant beside another";
  }

  @Override
  String words() {
    return """
        `./origin bench tenants --rounds 3 --cores 0,1`: a noisy tenant sends PUTs, GETs, requests that are held, requests for old
        segments and orders to the admin API, in open loops at ten times its limits. The first table is about another tenant, which
        has live traffic. The bars for it: no segment missed, p99 of PUT and p99 from PUT to a held viewer within 1.5x of quiet.""";
  }

  @Override
  String run(StormSettings settings) throws IOException, InterruptedException {
    OriginPlan plan = settings.plan().flags(OriginPlan.SERVING, MEMORY);
    return run(settings.with(plan), segments, bytes, 1, clock()).markdown();
  }

  /**
   * Runs the storm.
   *
   * @param segments the number of old segments of the noisy tenant
   * @param bytes the size of each; together they are larger than the node's cache
   * @param share the share of the usual noise and of its limits
   */
  public static Result run(
      StormSettings settings, int segments, int bytes, double share, Clock clock)
      throws IOException, InterruptedException {
    Path limits = settings.plan().directory().resolve("limits.yaml");
    EventDefinition event =
        Clip.eventDefinition("noisy", "storm", List.of("a"))
            .withTimeShiftBufferDepth(Duration.ofHours(3));
    TenantNoise.Rates rates = TenantNoise.Rates.of(share);
    Map<String, Map<Integer, Long>> parts = new TreeMap<>();
    // The noisy tenant's old segments are published before its limits apply: the limits change
    // during the run.
    Files.writeString(limits, "defaults: {}");
    StormResult result =
        Storm.run(
            settings.with(limited(settings.plan(), limits)),
            List.of(event),
            clock,
            origin -> {
              List<String> old =
                  PastSegments.publish(origin, LiveTrack.all(event, bytes), segments, clock);
              Files.writeString(limits, limits(rates, bytes));
              return new TenantNoise(origin, event, old, rates, parts, clock);
            });
    return new Result(result, parts);
  }

  private static String limits(TenantNoise.Rates rates, int bytes) {
    return LIMITS.formatted(
        tenth(rates.puts()),
        tenth(rates.puts() * TenantNoise.PUT_BYTES),
        tenth(rates.gets()),
        tenth(rates.held() / TenantNoise.TIMES * HELD_SECONDS),
        tenth(rates.dvr() * bytes / TenantNoise.TIMES));
  }

  private static long tenth(double rate) {
    return Math.max(1, Math.round(rate / TenantNoise.TIMES));
  }

  private static OriginPlan limited(OriginPlan plan, Path limits) {
    List<String> serve = new ArrayList<>(plan.serve());
    serve.add("--limits=" + limits);
    return plan.serve(serve).ingest(List.of("--limits=" + limits));
  }
}
