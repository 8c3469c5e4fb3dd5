package io.liveorigin.serving.feed;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of this node that follow events. One thread writes to all of them and never waits for
 * one. Any thread.
 */
public final class DecisionStreams implements AutoCloseable {
  /** Streams of a node. */
  static final int MOST = 64;

  /** Streams of all tenants together: the others are for those who operate the node. */
  static final int MOST_OF_TENANTS = 48;

  /** Streams of one tenant, or of one client that is of no tenant. */
  static final int MOST_OF_ONE = 16;

  /** Interval of heartbeats, ms. */
  static final long BEAT_MILLIS = 15_000;

  private static final Logger LOG = LoggerFactory.getLogger(DecisionStreams.class);
  private static final long LOOK_MILLIS = 250;
  private static final long STOP_MILLIS = 1_000;
  private static final String RETRY_SECONDS = "10";

  /** A client that follows one incarnation of an event. */
  private static final class Following {
    private final FeedKey event;
    private final FeedStream stream;

    /** Epoch ms. Only the thread of the streams uses it. */
    private long beatAt;

    private Following(LiveEvent event, FeedStream stream, long beatAt) {
      this.event = FeedKey.of(event);
      this.stream = stream;
      this.beatAt = beatAt;
    }
  }

  private final DecisionFeed feed;
  private final ControlState control;
  private final BooleanSupplier ready;
  private final Clock clock;
  private final Counter cut;
  private final ScheduledExecutorService thread = NamedThreadFactory.scheduler("decision-streams");

  /** Changed only with this locked. */
  private final Set<Following> all = ConcurrentHashMap.newKeySet();

  /** Guarded by this. */
  private boolean closed;

  private DecisionStreams(
      DecisionFeed feed,
      ControlState control,
      BooleanSupplier ready,
      Clock clock,
      MeterRegistry meters) {
    this.feed = feed;
    this.control = control;
    this.ready = ready;
    this.clock = clock;
    this.cut = MeterRegistration.counter(meters, ServingMetric.STREAMS_CUT);
    MeterRegistration.gauge(meters, ServingMetric.STREAMS, all::size);
  }

  /**
   * Starts without clients.
   *
   * @param ready whether this node knows all decisions now, except those of the last moments
   */
  public static DecisionStreams start(
      DecisionFeed feed,
      ControlState control,
      BooleanSupplier ready,
      Clock clock,
      MeterRegistry meters) {
    DecisionStreams streams = new DecisionStreams(feed, control, ready, clock, meters);
    ScheduledFuture<?> unused =
        streams.thread.scheduleWithFixedDelay(
            streams::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return streams;
  }

  /**
   * Lets a client follow an event from now on. Throws {@link ErrorCode#OVERLOADED} if there are too
   * many.
   *
   * @param lastEventId the id of the last event that the client got; empty for a new client
   */
  public void open(
      LiveEvent event,
      FeedClient client,
      FeedClient.Request request,
      Optional<String> lastEventId) {
    FeedPosition last = lastEventId.map(FeedPosition::parse).orElse(FeedPosition.NONE);
    FeedStream stream = new FeedStream(client, request, thread, cut::increment);
    Following following = new Following(event, stream, clock.millis());
    enter(following);
    boolean joined = false;
    try {
      client.begin();
      if (!ready.getAsBoolean()) {
        stream.behind();
      }
      feed.join(event, stream, last);
      joined = true;
    } finally {
      if (!joined) {
        stream.end();
        leave(following, clock.millis());
      }
      if (!all.contains(following)) {
        // It ended before it joined, for example with its event.
        feed.leave(following.event, stream, clock.millis());
      }
    }
  }

  private synchronized void enter(Following next) {
    FeedClient.Request request = next.stream.request();
    List<FeedStream> own =
        all.stream()
            .map(each -> each.stream)
            .filter(each -> each.request().name().equals(request.name()))
            .toList();
    if (own.size() >= MOST_OF_ONE) {
      // That a client has gone is seen when something is written to it.
      own.forEach(FeedStream::beat);
    }
    long ofTenants = all.stream().filter(each -> each.stream.request().ofTenant()).count();
    if (closed
        || all.size() >= MOST
        || (request.ofTenant() && ofTenants >= MOST_OF_TENANTS)
        || own.size() >= MOST_OF_ONE) {
      throw new RefusedException(
          Refusal.of(
                  ErrorCode.OVERLOADED,
                  ("at most %d clients may follow decisions at this node, %d of all tenants,"
                          + " and %d of one credential or tenant")
                      .formatted(MOST, MOST_OF_TENANTS, MOST_OF_ONE),
                  CachePolicy.NO_STORE)
              .with(Refusal.RETRY_AFTER, RETRY_SECONDS));
    }
    all.add(next);
  }

  /** Ends streams, and sends what the time asks for. Thread of the streams. */
  private void look() {
    try {
      long now = clock.millis();
      for (Following each : all) {
        look(each, now);
      }
      feed.retire(now);
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is not called again.
      LOG.error("the streams of decisions could not be checked", e);
    }
  }

  private void look(Following each, long now) {
    FeedStream stream = each.stream;
    Optional<LiveEvent> event =
        control.event(each.event.event()).filter(live -> FeedKey.of(live).equals(each.event));
    if (event.isEmpty()) {
      stream.end();
    } else if (now < each.beatAt || now - each.beatAt >= BEAT_MILLIS) {
      each.beatAt = now;
      if (stream.request().allowed().getAsBoolean()) {
        stream.beat();
      } else {
        stream.end();
      }
    }
    if (stream.isEnded()) {
      leave(each, now);
    } else if (stream.takeBehind()) {
      // Asked after the flag is taken: what is lost from now on sets it again.
      if (ready.getAsBoolean()) {
        feed.reset(event.orElseThrow(), stream);
      } else {
        stream.behind();
      }
    }
  }

  private synchronized void leave(Following each, long now) {
    if (all.remove(each)) {
      feed.leave(each.event, each.stream, now);
    }
  }

  /** Ends all streams. Clients come back to the next node, or to the restarted one. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    all.forEach(each -> each.stream.end());
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("some streams of decisions did not end within {} ms", STOP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
