package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.Metrics;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Live traffic in alternating blocks of quiet and storm, so that other activity on the machine
 * affects both sides alike.
 */
final class Storm {
  private static final int CONNECTIONS = 64;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final List<String> COUNTED =
      List.of(
          "serving_admission_refused",
          "serving_index_lookups_total",
          "serving_readback_reads_total",
          "serving_readback_failures_total",
          "serving_responses_total",
          "serving_tenant_refusals_total");

  private final StormSettings settings;
  private final OriginProcesses origin;
  private final Clock clock;

  Storm(StormSettings settings, OriginProcesses origin, Clock clock) {
    this.settings = settings;
    this.origin = origin;
    this.clock = clock;
  }

  /** The load that constitutes a storm. */
  interface Load {
    /** Called before a measured block begins. */
    default void begin() throws InterruptedException {}

    /** Called after a measured block has ended. */
    default void end() {}

    /**
     * Runs for about this long. Returns the outcomes of the requests; empty if they get no
     * responses.
     */
    Optional<OpenLoop.Tally> run(long nanos) throws InterruptedException;
  }

  StormResult run(OpenLoop load, double perSecond, List<EventDefinition> live)
      throws IOException, InterruptedException {
    return run(nanos -> Optional.of(load.run(perSecond, nanos)), perSecond, live);
  }

  /** Runs live traffic, with this load in every second block. */
  StormResult run(Load load, double perSecond, List<EventDefinition> live)
      throws IOException, InterruptedException {
    StormSide quiet = new StormSide();
    StormSide storm = new StormSide();
    List<OpenLoop.Tally> tallies = new ArrayList<>();
    Map<String, Double> counted = new TreeMap<>();
    long block = TimeUnit.SECONDS.toNanos(settings.seconds());
    try (LiveTraffic traffic = LiveTraffic.start(origin, live, clock)) {
      load.begin();
      load.run(TimeUnit.SECONDS.toNanos(settings.warmUpSeconds()));
      load.end();
      awaitSteady(traffic);
      for (int round = 0; round < settings.rounds(); round++) {
        block(
            quiet,
            () -> {
              Thread.sleep(TimeUnit.NANOSECONDS.toMillis(block));
              return Optional.empty();
            });
        Metrics before = origin.metrics();
        load.begin();
        block(storm, () -> load.run(block)).ifPresent(tallies::add);
        load.end();
        Metrics after = origin.metrics();
        for (String name : COUNTED) {
          after.since(before, name).forEach((key, more) -> counted.merge(key, more, Double::sum));
        }
      }
      quiet.take(traffic);
      storm.take(traffic);
    }
    return new StormResult(perSecond, quiet, storm, tallies, counted);
  }

  /**
   * Waits until live traffic is steady: a cell that has just started first joins its group, finds
   * the topics and compiles its code.
   */
  private void awaitSteady(LiveTraffic traffic) {
    long deadline = HangLimit.deadline();
    while (!traffic.steady(System.nanoTime() - STEADY_NANOS, settings.tolerance().steady())) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(
            ErrorCode.NOT_READY, "live viewers do not receive every segment, even without a storm");
      }
      OriginProcesses.pause();
    }
  }

  private interface Work {
    Optional<OpenLoop.Tally> run() throws InterruptedException;
  }

  private Optional<OpenLoop.Tally> block(StormSide side, Work work) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(SETTLE_NANOS);
    Map<String, Double> before = origin.processorSeconds();
    long from = System.nanoTime();
    Optional<OpenLoop.Tally> tally = work.run();
    side.block(from, System.nanoTime(), before, origin.processorSeconds());
    return tally;
  }

  static int connections() {
    return CONNECTIONS;
  }
}
