package io.liveorigin.serving.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import java.time.Duration;

/**
 * Resolves paths to routes by the rule. A path is parsed once while the definition of its event is
 * in force. The rule decides on each request what the path means now, so nothing outlives a change.
 * Thread-safe.
 */
public final class RouteResolver {
  /**
   * Paths of about 300 bytes each. A node has fewer segments in memory, and the cache fills within
   * minutes.
   */
  private static final int MOST_PATHS = 8_192;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** A media segment that a path names. */
  private record ParsedPath(LiveEvent event, SegmentAddress address, Route.Segment.Form form) {}

  private final RequestRule rule;
  private final Cache<String, ParsedPath> byPath =
      Caffeine.newBuilder().maximumSize(MOST_PATHS).expireAfterAccess(UNUSED).build();

  public RouteResolver(RequestRule rule) {
    this.rule = rule;
  }

  /**
   * The route of a request.
   *
   * @param path as it was sent
   * @param now epoch ms
   */
  public Route find(String path, long now) {
    ParsedPath known = byPath.getIfPresent(path);
    if (known != null && rule.inForce(known.event())) {
      return rule.segment(known.event(), known.address(), known.form(), now);
    }
    Route route = rule.route(path, now);
    // Refused paths are not kept: a storm of junk may have any number of them.
    if (route instanceof Route.Segment segment) {
      byPath.put(path, new ParsedPath(segment.of(), segment.address(), segment.form()));
    } else if (known != null) {
      byPath.invalidate(path);
    }
    return route;
  }
}
