package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Clients that send hardly anything hold connections on every listener while live traffic
 * continues.
 */
public final class TrickleStorm {
  private final StormSettings settings;
  private final int each;
  private final Clock clock;

  /**
   * @param each the number of clients on each of the three listeners, see {@code TrickleClients.on}
   */
  public TrickleStorm(StormSettings settings, int each, Clock clock) {
    this.settings = settings;
    this.each = each;
    this.clock = clock;
  }

  public StormResult run() {
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      Storm storm = new Storm(settings, origin, clock);
      List<EventDefinition> live = LiveTraffic.events(settings.liveEvents(), settings.tolerance());
      origin.declare(live);
      EventDefinition event = live.get(0);
      long ahead = event.schedule().liveEdge(clock.millis()) + 2;
      Track track = new Track(event.id(), event.representations().get(0).id(), 0);
      String segment = new SegmentUrls(event).path(new SegmentAddress(track, ahead));
      return storm.run(TrickleClients.on(origin, each, segment), 0, live);
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the storm was interrupted", e);
    }
  }
}
