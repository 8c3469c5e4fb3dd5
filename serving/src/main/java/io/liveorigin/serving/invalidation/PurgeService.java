package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries every order in {@code control} to the CDN nodes in this node's configuration. Every
 * serving node does so by itself: a purge is idempotent, and no order depends on one particular
 * node being alive. After a restart the orders of the last minutes are sent again. Thread-safe.
 */
public final class PurgeService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PurgeService.class);
  private static final long LOOK_MILLIS = 50;

  /** An order from before this node's start is sent by it unless it is older than this. */
  public static final Duration YOUNG = Duration.ofMinutes(10);

  private final List<CdnNode> cdn;
  private final ControlState control;
  private final CellRegistry cells;
  private final long sessionTimeoutMillis;
  private final PurgeSender sender;
  private final Clock clock;
  private final long started;
  private final Counter sent;
  private final Counter failed;
  private final ScheduledExecutorService thread;

  /** By token; guarded by {@code this}. */
  private final Map<String, Purge> purges = new LinkedHashMap<>();

  PurgeService(
      List<CdnNode> cdn,
      ControlState control,
      CellRegistry cells,
      Duration sessionTimeout,
      PurgeSender sender,
      Clock clock,
      MeterRegistry meters) {
    this.cdn = List.copyOf(cdn);
    this.control = control;
    this.cells = cells;
    this.sessionTimeoutMillis = sessionTimeout.toMillis();
    this.sender = sender;
    this.clock = clock;
    this.started = clock.millis();
    this.sent = MeterRegistration.counter(meters, ServingMetric.PURGE_REQUESTS);
    this.failed = MeterRegistration.counter(meters, ServingMetric.PURGE_FAILURES);
    MeterRegistration.gauge(meters, ServingMetric.PURGES_OPEN, this::open);
    this.thread = NamedThreadFactory.scheduler("purge");
  }

  /** Starts to look for orders and to send them over HTTP. */
  public static PurgeService start(
      List<CdnNode> cdn,
      ControlState control,
      CellRegistry cells,
      Duration sessionTimeout,
      Clock clock,
      MeterRegistry meters) {
    PurgeService purges =
        new PurgeService(cdn, control, cells, sessionTimeout, new HttpPurgeSender(), clock, meters);
    purges.thread.scheduleWithFixedDelay(
        purges::sendDueGuarded, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return purges;
  }

  private void sendDueGuarded() {
    try {
      sendDue();
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is not run again, and nothing would be purged any more.
      LOG.error("invalidations could not be checked", e);
    }
  }

  synchronized void sendDue() {
    long now = clock.millis();
    List<Invalidation> orders = control.invalidations();
    Set<String> known = orders.stream().map(Invalidation::token).collect(Collectors.toSet());
    purges.keySet().retainAll(known);
    for (Invalidation order : orders) {
      if (!purges.containsKey(order.token()) && order.requestedAt() > started - YOUNG.toMillis()) {
        Optional<LiveEvent> event = control.event(order.eventId());
        event.ifPresent(e -> purges.put(order.token(), begin(order, e, now)));
      }
    }
    for (Purge purge : purges.values()) {
      if (!purge.over()) {
        boolean behind = !cells.behind(purge.order(), now).isEmpty();
        purge.tick(now, behind, this::send);
      }
    }
  }

  private Purge begin(Invalidation order, LiveEvent event, long now) {
    return new Purge(order, event, cdn, sessionTimeoutMillis, now, clock::millis);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it never fails
  private void send(NodePurge node, PurgeRequest request) {
    sent.increment();
    sender.send(request).thenAccept(failure -> answered(node, request, failure));
  }

  private synchronized void answered(
      NodePurge node, PurgeRequest request, Optional<String> failure) {
    if (failure.isPresent()) {
      failed.increment();
      LOG.warn("{} {}: {}", request.method(), request.uri(), failure.get());
    }
    node.outcome(
        request,
        failure,
        clock.millis(),
        next -> {
          // After the close, no further requests are sent.
          if (!thread.isShutdown()) {
            send(node, next);
          }
        });
  }

  /** The state of an order. */
  public synchronized PurgeStatus status(Invalidation order) {
    Map<String, String> states = cells.states(order, clock.millis());
    Purge purge = purges.get(order.token());
    if (purge != null) {
      return purge.status(states);
    }
    boolean young = order.requestedAt() > started - YOUNG.toMillis();
    return new PurgeStatus(order, young ? "waiting-for-cells" : "past", states, List.of());
  }

  /**
   * Returns whether nothing is left to do for an order: no node that may serve is behind, and this
   * node's CDN nodes have carried it out, or the order is too old for this node to send it.
   */
  public synchronized boolean settled(Invalidation order) {
    Purge purge = purges.get(order.token());
    return cells.behind(order, clock.millis()).isEmpty()
        && (purge == null ? order.requestedAt() <= started - YOUNG.toMillis() : purge.over());
  }

  private synchronized double open() {
    return purges.values().stream().filter(purge -> !purge.over()).count();
  }

  /** Stops sending. Requests without a response are sent again after the next start. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
