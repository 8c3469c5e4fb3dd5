package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.LiveEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * One order: waits until every cell that may respond to requests has carried it out, then goes to
 * every CDN node. Guarded by its owner; instants are epoch ms.
 */
final class Purge {
  /**
   * A cell that is alive and does not carry out the order must not keep the caches wrong for all
   * others. The second round waits again as long.
   */
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** Once the window has passed, no response that was cached before is fresh. */
  private static final long AFTER_WINDOW_MILLIS = 60_000;

  private final Invalidation order;
  private final long giveUpAt;
  private final List<NodePurge> nodes = new ArrayList<>();
  private long settledAt = Long.MAX_VALUE;
  private long behindSince;

  Purge(
      Invalidation order,
      LiveEvent event,
      List<CdnNode> cdn,
      long sessionTimeoutMillis,
      long begun,
      LongSupplier now) {
    this.order = order;
    this.behindSince = begun;
    this.giveUpAt = begun + event.schedule().windowMillis() + AFTER_WINDOW_MILLIS;
    for (CdnNode node : cdn) {
      nodes.add(
          new NodePurge(
              node, () -> PurgePlan.of(order, event, node, now.getAsLong()), sessionTimeoutMillis));
    }
  }

  /** Proceeds as far as it can now. Hands over the requests to send, and for which node. */
  void tick(long now, boolean cellsBehind, BiConsumer<NodePurge, PurgeRequest> send) {
    if (!cellsBehind) {
      behindSince = now;
      settledAt = Math.min(settledAt, now);
    }
    boolean go = !cellsBehind || now - behindSince >= LONGEST_WAIT_MILLIS;
    NodePurge.TickContext moment = new NodePurge.TickContext(now, go, giveUpAt);
    nodes.forEach(node -> node.tick(moment, request -> send.accept(node, request)));
  }

  Invalidation order() {
    return order;
  }

  boolean over() {
    return nodes.stream().allMatch(NodePurge::over) && settledAt != Long.MAX_VALUE;
  }

  PurgeStatus status(Map<String, String> cells) {
    String state = over() ? "done" : settledAt == Long.MAX_VALUE ? "waiting-for-cells" : "purging";
    return new PurgeStatus(order, state, cells, nodes.stream().map(NodePurge::status).toList());
  }
}
