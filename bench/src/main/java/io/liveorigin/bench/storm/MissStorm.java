package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Clients send requests for resources that do not exist, each time for a different one: unknown
 * events and representations, numbers in the far future and the far past, meaningless paths.
 * Meanwhile live viewers and packagers continue.
 */
public final class MissStorm {
  private static final int KINDS = 6;
  private static final long FAR = 100_000;

  private final StormSettings settings;
  private final double perSecond;
  private final Clock clock;

  public MissStorm(StormSettings settings, double perSecond, Clock clock) {
    this.settings = settings;
    this.perSecond = perSecond;
    this.clock = clock;
  }

  public StormResult run() {
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      Storm storm = new Storm(settings, origin, clock);
      List<EventDefinition> live = LiveTraffic.events(settings.liveEvents(), settings.tolerance());
      // Some of the missing resources belong to an event that exists, so at least one is declared.
      List<EventDefinition> declared =
          live.isEmpty() ? LiveTraffic.events(1, settings.tolerance()) : live;
      origin.declare(declared);
      Schedule schedule = declared.get(0).schedule();
      OpenLoop load = new OpenLoop(origin.servingPort(), Storm.connections(), () -> path(schedule));
      return storm.run(load, perSecond, live);
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the storm was interrupted", e);
    }
  }

  private String path(Schedule schedule) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long edge = schedule.liveEdge(clock.millis());
    String any = Long.toHexString(random.nextLong());
    return switch (random.nextInt(KINDS)) {
      case 0 -> "/bench/" + any + "/v360-" + edge + ".m4s";
      case 1 -> "/bench/live-0/v360-" + (edge + 2 + random.nextLong(FAR)) + ".m4s";
      case 2 -> "/bench/live-0/v360-" + random.nextLong(edge - FAR) + ".m4s";
      case 3 -> "/bench/live-0/" + any + "-" + edge + ".m4s";
      case 4 -> "/bench/live-0/" + any + ".html";
      default -> "/" + any;
    };
  }
}
