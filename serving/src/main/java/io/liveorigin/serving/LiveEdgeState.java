package io.liveorigin.serving;

import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.fill.FillerProvider;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.serving.bytes.memory.DirectMemory;
import io.liveorigin.serving.bytes.memory.RequestedTracks;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import io.liveorigin.serving.feed.DecisionFeed;
import io.liveorigin.serving.invalidation.cells.SettledInvalidations;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.segment.HoldRegistry;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.serving.segment.RecentDecisions;
import io.liveorigin.serving.status.CopyTally;
import io.liveorigin.serving.status.DecisionTally;
import io.liveorigin.serving.status.InitTally;
import io.liveorigin.serving.timeline.ManifestFacts;
import io.liveorigin.serving.timeline.TimelineRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's state of the live edge: bytes of recent candidates, decisions and held requests. The
 * selector feeds it and the server reads it; it is created before either. Its listener methods
 * never throw, and return in microseconds except for the copy of a candidate's bytes.
 */
public final class LiveEdgeState implements SelectorListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEdgeState.class);

  private final ControlState control;
  private final int partitions;
  private final Clock clock;
  private final long windowMillis;
  private final RequestedTracks requestedTracks;
  private final LiveEdgeThreads threads = new LiveEdgeThreads();
  private final RecentDecisions recent;
  private final SegmentCache cache;
  private final TenantRegistry tenants;
  private final MeterRegistry meters;
  private final HoldRegistry holds;
  private final TimelineRegistry timelines = new TimelineRegistry();
  private final ManifestFacts facts = new ManifestFacts();
  private final SettledInvalidations settled;
  private final DecisionFeed feed;
  private final DecisionTally tally;
  private final InitTally inits = new InitTally();
  private final CopyTally copies = new CopyTally();
  private final Timer visible;
  private volatile FillerProvider fillers = order -> Optional.empty();

  /**
   * Creates the state. It is created first and closed last.
   *
   * @param control the events; may still be empty
   * @param partitions the number of partitions of every topic
   */
  public LiveEdgeState(
      ServingConfig config,
      ControlState control,
      int partitions,
      Clock clock,
      MeterRegistry meters) {
    this(config, control, partitions, clock, System::nanoTime, meters);
  }

  /**
   * Creates the state with a time source of its own for the limits of tenants.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  public LiveEdgeState(
      ServingConfig config,
      ControlState control,
      int partitions,
      Clock clock,
      LongSupplier nanoTime,
      MeterRegistry meters) {
    CacheSettings settings = withinMemory(config.cache());
    this.control = control;
    this.partitions = partitions;
    this.clock = clock;
    this.windowMillis = settings.liveEdge().toMillis();
    this.requestedTracks = new RequestedTracks(windowMillis);
    this.recent = new RecentDecisions(settings.decisions());
    this.tally = new DecisionTally();
    control.whenEnded(this::ended);
    this.cache = new SegmentCache(settings.bytes(), requestedTracks, windowMillis);
    this.feed = new DecisionFeed(partitions);
    this.settled = new SettledInvalidations(partitions, control::invalidations);
    this.meters = meters;
    this.tenants =
        new TenantRegistry(
            Limit.of(Limit.Node.SERVING),
            standard(config),
            control::tenants,
            nanoTime,
            (tenant, limit) ->
                MeterRegistration.counter(
                        meters, ServingMetric.TENANT_REFUSALS, tenant, limit.label())
                    .increment());
    this.holds = new HoldRegistry(config.hold(), tenants, threads.releases());
    this.visible = MeterRegistration.histogram(meters, ServingMetric.VISIBLE);
    register(config.hold(), settings);
  }

  private void register(HoldSettings hold, CacheSettings settings) {
    MeterRegistration.gauge(meters, ServingMetric.HOLDS, holds::waiting);
    MeterRegistration.gauge(meters, ServingMetric.HOLDS_LIMIT, hold::total);
    MeterRegistration.gauge(meters, ServingMetric.CACHE_BYTES, cache::bytes);
    MeterRegistration.gauge(meters, ServingMetric.CACHE_MEMORY, cache::memory);
    MeterRegistration.gauge(meters, ServingMetric.CACHE_LIMIT, settings::bytes);
    MeterRegistration.gauge(meters, ServingMetric.TENANTS, () -> control.tenants().size());
    MeterRegistration.gauge(meters, ServingMetric.EVENTS, () -> control.events().size());
  }

  /**
   * The standard limits of a tenant: half of each resource of which a node has a fixed amount, and
   * a quarter of the invalidations that are kept.
   */
  private static TenantLimits standard(ServingConfig config) {
    TenantLimits standard =
        TenantLimits.standard()
            .with(Limit.HELD_REQUESTS, Math.max(1, config.hold().total() / 2))
            .with(
                Limit.READ_BACK_SENDING,
                config.admission().within(DirectMemory.limit()).bytesInFlight() / 2)
            .with(Limit.READ_BACK_WAITING, AdmissionControl.MOST_WAITING / 2)
            .with(Limit.INVALIDATIONS, InvalidationAdmin.MOST_KEPT / 4);
    OptionalLong rate = config.readBack().bytesPerSecond();
    return rate.isEmpty()
        ? standard
        : standard.with(Limit.READ_BACK_BYTES, Math.max(1, rate.getAsLong() / 2));
  }

  /** Applies the limits file from now on. */
  public LiveEdgeState follow(CurrentLimits limits) {
    tenants.follow(limits);
    MeterRegistration.gauge(
        meters, ServingMetric.LIMITS_STALE, () -> limits.problem().isPresent() ? 1 : 0);
    return this;
  }

  /** The cache settings, reduced to the memory of the process. */
  static CacheSettings withinMemory(CacheSettings wanted) {
    CacheSettings fitted = wanted.within(DirectMemory.limit());
    if (!fitted.equals(wanted)) {
      LOG.warn(
          "the cache is reduced to {} bytes, three quarters of -XX:MaxDirectMemorySize",
          fitted.bytes());
    }
    return fitted;
  }

  @Override
  public void candidate(Address address, Candidate candidate, byte[] bytes) {
    guarded(
        () -> {
          if (address instanceof InitAddress init) {
            Optional<LiveEvent> event = control.event(init.track());
            if (event.filter(e -> declares(e, init.track(), candidate)).isPresent()) {
              inits.published(init, candidate);
            }
          } else if (address instanceof SegmentAddress segment) {
            long now = clock.millis();
            long mediaEnd = mediaEnd(segment, candidate);
            control
                .event(segment.track())
                .filter(event -> declares(event, segment.track(), candidate))
                .ifPresent(event -> copies.read(event.id(), candidate));
            long oldest = now - windowMillis;
            if (candidate.arrival() > oldest && mediaEnd > oldest && mayWin(segment, candidate)) {
              cache.keepLive(new SegmentKey(segment, candidate.digest()), mediaEnd, bytes, now);
            }
          }
        });
  }

  private static boolean declares(LiveEvent event, Track track, Candidate candidate) {
    return event.definition().representation(track.representation()).isPresent()
        && event.definition().pipelines().contains(candidate.pipeline());
  }

  /**
   * The end of the segment's media, in epoch milliseconds. Together with the arrival it shows that
   * a copy is old: it is from a backlog, or from a packager that fills in the past. Without a
   * schedule, the arrival takes its place.
   */
  private long mediaEnd(SegmentAddress address, Candidate candidate) {
    return control
        .event(address.track())
        .map(event -> event.schedule().mediaEnd(address.number()))
        .orElse(candidate.arrival());
  }

  private boolean mayWin(SegmentAddress address, Candidate candidate) {
    Optional<Decision> decision = recent.latest(address).filter(Decision::pinned);
    return decision
        .flatMap(Decision::winner)
        .map(winner -> winner.digest().equals(candidate.digest()))
        .orElse(true);
  }

  /** Forgets everything about an event that has ended, and ends the holds of its requests. */
  private void ended(LiveEvent event) {
    guarded(
        () -> {
          Predicate<Track> own = track -> track.equals(event.track(track.representation()));
          recent.forget(own);
          requestedTracks.forget(own);
          cache.drop(own);
          timelines.forget(own);
          facts.forget(own);
          tally.forget(event.id());
          copies.forget(event.id());
          inits.forget(own);
          holds.abandon(own, "the event was deleted");
        });
  }

  @Override
  public void accepted(Decision decision, RecordPosition position) {
    accepted(decision);
    if (decision.address() instanceof SegmentAddress segment) {
      // Last: requests of viewers come first.
      guarded(() -> feed.accepted(segment, decision, position));
    }
  }

  private void accepted(Decision decision) {
    guarded(
        () -> {
          Optional<LiveEvent> event = control.event(decision.address().track());
          if (event.isEmpty()) {
            // The event has ended, or this node does not know it yet: only the index has the
            // decision.
            if (decision.address() instanceof SegmentAddress segment) {
              dropLosers(segment, decision);
              holds.decided(segment, decision);
            }
            return;
          }
          RecentDecisions.Change change = recent.accept(decision);
          if (decision.address() instanceof SegmentAddress segment) {
            if (change instanceof RecentDecisions.Change.Newer newer) {
              dropLosers(segment, decision);
              tally.count(newer.previous(), decision, segment.number());
              measure(newer.previous(), decision);
            }
            facts.accepted(segment);
            // If the playlist fails, requests that wait for the segment must still get it.
            event.ifPresent(of -> guarded(() -> timelines.accepted(of, segment, decision)));
            // Also for a redelivered decision: every request that waits needs a response.
            holds.decided(segment, recent.latest(segment).orElse(decision));
          }
          // The event may have ended while the decision was entered.
          if (control.event(decision.address().track()).isEmpty()) {
            recent.forget(decision.address().track()::equals);
          }
        });
  }

  private void measure(Optional<Decision> previous, Decision decision) {
    if (decision.reason() == Reason.FILLED) {
      copies.filled(decision.address().track().event());
    } else if (previous.isEmpty()) {
      long now = clock.millis();
      decision
          .winner()
          .map(winner -> now - winner.arrival())
          // A record from a backlog says nothing about the way from ingest to here.
          .filter(age -> age >= 0 && age < windowMillis)
          .ifPresent(age -> visible.record(age, TimeUnit.MILLISECONDS));
    }
  }

  private void dropLosers(SegmentAddress address, Decision decision) {
    Optional<Digest> winner = decision.winner().map(Candidate::digest);
    for (Candidate candidate : decision.candidates()) {
      if (!winner.equals(Optional.of(candidate.digest()))) {
        cache.drop(new SegmentKey(address, candidate.digest()));
      }
    }
  }

  @Override
  public void partitionLost(int partition) {
    guarded(
        () -> {
          recent.lost(track -> Partitions.of(track, partitions) == partition);
          timelines.lost(track -> Partitions.of(track, partitions) == partition);
          facts.lost(track -> Partitions.of(track, partitions) == partition);
          holds.abandon(
              track -> Partitions.of(track, partitions) == partition,
              "this node lost the segment's partition");
          settled.lost(partition);
          feed.lost(partition);
        });
  }

  @Override
  public void settled(int partition, Invalidation invalidation) {
    guarded(() -> settled.settled(partition, invalidation));
  }

  /** Makes no fillers until the server has started. */
  @Override
  public FillerProvider fillers() {
    return order -> fillers.filler(order);
  }

  void fillers(FillerProvider source) {
    fillers = source;
  }

  /** An exception from here must not kill a stream thread. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("the live edge could not process an update from the selector", e);
    }
  }

  RecentDecisions recent() {
    return recent;
  }

  SegmentCache cache() {
    return cache;
  }

  TimelineRegistry timelines() {
    return timelines;
  }

  ManifestFacts facts() {
    return facts;
  }

  RequestedTracks requestedTracks() {
    return requestedTracks;
  }

  TenantRegistry tenants() {
    return tenants;
  }

  HoldRegistry holds() {
    return holds;
  }

  SettledInvalidations settled() {
    return settled;
  }

  DecisionTally tally() {
    return tally;
  }

  CopyTally copies() {
    return copies;
  }

  InitTally inits() {
    return inits;
  }

  DecisionFeed feed() {
    return feed;
  }

  LiveEdgeThreads threads() {
    return threads;
  }

  /** Sends responses to all held requests, before the listener closes their connections. */
  void stop() {
    holds.stop();
    threads.close();
  }

  @Override
  public void close() {
    stop();
  }
}
