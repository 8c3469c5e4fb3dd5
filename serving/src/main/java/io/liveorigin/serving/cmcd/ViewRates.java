package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The shares of events, tenants and the node in a second. A quarter of each share is kept for
 * records other than those of responses, because a viewer causes many responses and few stalls.
 * Only declared events are counted, so the memory is bounded. One thread.
 */
final class ViewRates {
  private static final long WINDOW_MILLIS = 1_000;

  private final ViewSettings settings;
  private final Map<EventId, Integer> events = new HashMap<>();
  private final Map<String, Integer> tenants = new HashMap<>();
  private int node;
  private long window = Long.MIN_VALUE;

  ViewRates(ViewSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes a record into account; returns the limit that it exceeds, if any, and then it counts
   * nowhere.
   *
   * @param spare whether it is a record of which there are many
   * @param now epoch ms
   */
  Optional<ViewOutcome> take(EventId event, boolean spare, long now) {
    long current = Math.floorDiv(now, WINDOW_MILLIS);
    if (current != window) {
      window = current;
      events.clear();
      tenants.clear();
      node = 0;
    }
    if (node >= share(settings.nodeRate(), spare)) {
      return Optional.of(ViewOutcome.NODE_RATE);
    }
    if (tenants.getOrDefault(event.tenant(), 0) >= share(settings.tenantRate(), spare)) {
      return Optional.of(ViewOutcome.TENANT_RATE);
    }
    if (events.getOrDefault(event, 0) >= share(settings.eventRate(), spare)) {
      return Optional.of(ViewOutcome.EVENT_RATE);
    }
    node++;
    tenants.merge(event.tenant(), 1, Integer::sum);
    events.merge(event, 1, Integer::sum);
    return Optional.empty();
  }

  private static int share(int rate, boolean spare) {
    return spare ? rate - rate / 4 : rate;
  }
}
