package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One tenant exceeds each of its limits tenfold while the live events of another tenant continue.
 */
public final class TenantStorm {
  /** The tenant whose limits are exceeded. */
  public static final String NOISY = "noisy";

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

  private final StormSettings settings;
  private final int segments;
  private final int bytes;
  private final TenantNoise.Rates rates;
  private final Clock clock;

  /**
   * @param segments the number of old segments of the noisy tenant
   * @param bytes the size of each; together they are larger than the node's cache
   * @param share the share of the usual noise and of its limits
   */
  public TenantStorm(StormSettings settings, int segments, int bytes, double share, Clock clock) {
    this.settings = settings;
    this.segments = segments;
    this.bytes = bytes;
    this.rates = TenantNoise.Rates.of(share);
    this.clock = clock;
  }

  private static EventDefinition event() {
    return Clip.eventDefinition(NOISY, "storm", List.of("a"))
        .withTimeShiftBufferDepth(Duration.ofHours(3));
  }

  public TenantStormResult run() {
    Path limits = settings.plan().directory().resolve("limits.yaml");
    try {
      // The noisy tenant's old segments are published before its limits apply: the limits change
      // during the run.
      Files.writeString(limits, "defaults: {}");
      try (OriginProcesses origin = OriginProcesses.start(plan(limits))) {
        List<EventDefinition> live =
            LiveTraffic.events(settings.liveEvents(), settings.tolerance());
        List<EventDefinition> all = new ArrayList<>(live);
        all.add(event());
        origin.declare(all);
        List<String> paths = DvrStorm.seed(origin, event(), segments, bytes, clock);
        Files.writeString(
            limits,
            LIMITS.formatted(
                tenth(rates.puts()),
                tenth(rates.puts() * TenantNoise.PUT_BYTES),
                tenth(rates.gets()),
                tenth(rates.held() / TenantNoise.TIMES * HELD_SECONDS),
                tenth(rates.dvr() * bytes / TenantNoise.TIMES)));
        TenantNoise noise = new TenantNoise(origin, event(), paths, rates, clock);
        StormResult result = new Storm(settings, origin, clock).run(noise, rates.all(), live);
        return new TenantStormResult(result, noise.parts());
      }
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the storm was interrupted", e);
    }
  }

  private static long tenth(double rate) {
    return Math.max(1, Math.round(rate / TenantNoise.TIMES));
  }

  private OriginPlan plan(Path limits) {
    List<String> serve = new ArrayList<>(settings.plan().serve());
    serve.add("--limits=" + limits);
    return settings.plan().serve(serve).ingest(List.of("--limits=" + limits));
  }
}
