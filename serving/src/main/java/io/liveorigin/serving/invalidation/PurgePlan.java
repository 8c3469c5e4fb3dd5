package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which requests an invalidation is for one CDN node. Pure; instants are epoch ms. */
final class PurgePlan {
  private static final String SURROGATE_KEY = "Surrogate-Key";

  /** Packagers may be ahead of the clock, and so may be what is cached. */
  private static final long AHEAD = 5;

  private PurgePlan() {}

  /** The newest numbers first: those are watched by most. */
  static List<PurgeRequest> of(Invalidation order, LiveEvent event, CdnNode node, long now) {
    return switch (node.style()) {
      case BAN ->
          keys(order, event, now).stream()
              .map(key -> new PurgeRequest("BAN", node.uri("/"), with(node, key)))
              .toList();
      case PURGE -> byUrl("PURGE", order, event, node, now);
      case REFRESH -> byUrl("GET", order, event, node, now);
    };
  }

  private static Map<String, String> with(CdnNode node, String key) {
    Map<String, String> headers = new TreeMap<>(node.headers());
    headers.put(SURROGATE_KEY, key);
    return headers;
  }

  private static List<PurgeRequest> byUrl(
      String method, Invalidation order, LiveEvent event, CdnNode node, long now) {
    return paths(order, event, now).stream()
        .map(path -> new PurgeRequest(method, node.uri(path), node.headers()))
        .toList();
  }

  /**
   * A key covers more than it must where the range does not fill its numbers: that costs a fetch.
   */
  private static List<String> keys(Invalidation order, LiveEvent event, long now) {
    if (order.wholeEvent()) {
      return List.of(SurrogateKeys.event(event.id()));
    }
    List<String> keys = new ArrayList<>();
    long oldest = SurrogateKeys.bucket(first(order, event, now));
    long newest = SurrogateKeys.bucket(last(order, event, now));
    for (long bucket = newest; bucket >= oldest; bucket--) {
      long number = bucket * SurrogateKeys.NUMBERS_PER_KEY;
      keys.add(
          order.pipeline().equals(Invalidation.ALL)
              ? SurrogateKeys.numbers(event.id(), number)
              : SurrogateKeys.numbers(event.id(), number, order.pipeline()));
    }
    return keys;
  }

  private static List<String> paths(Invalidation order, LiveEvent event, long now) {
    List<String> paths = new ArrayList<>();
    List<Track> tracks =
        event.definition().representations().stream()
            .map(Representation::id)
            .filter(order::coversRepresentation)
            .map(event::track)
            .toList();
    if (order.wholeEvent()) {
      paths.add("/" + event.id() + "/" + SegmentUrls.MPD_NAME);
      tracks.forEach(track -> paths.add(event.urls().path(new InitAddress(track))));
    }
    long oldest = first(order, event, now);
    for (long number = last(order, event, now); number >= oldest; number--) {
      for (Track track : tracks) {
        paths.add(event.urls().path(new SegmentAddress(track, number)));
      }
    }
    return paths;
  }

  /** What has left the window is 410 for good, and was never cached for longer. */
  private static long first(Invalidation order, LiveEvent event, long now) {
    return Math.max(order.from(), event.schedule().windowStart(now));
  }

  private static long last(Invalidation order, LiveEvent event, long now) {
    return Math.min(order.to(), event.schedule().liveEdge(now) + AHEAD);
  }
}
