package io.liveorigin.selector.run;

import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.metric.SelectorMetric;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.RequiredTopicAccess;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.selector.evidence.ConsumptionTracker;
import io.liveorigin.selector.evidence.EndOffsetWatcher;
import io.liveorigin.selector.evidence.ObservingClients;
import io.liveorigin.selector.task.TaskSettings;
import io.liveorigin.selector.topology.SelectorTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** One selector node: Kafka Streams, the watcher of end offsets, and the index over the stores. */
public final class Selector implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration EVIDENCE_INTERVAL = Duration.ofMillis(50);
  private static final Duration QUARANTINE_DELIVERY = Duration.ofSeconds(30);

  private final SelectorConfig config;
  private final NodeClock clock;
  private final ConsumptionTracker tracker;
  private final QuarantineLog quarantine;
  private final Admin admin;
  private final EndOffsetWatcher watcher;
  private final StreamsSupervisor supervisor;
  private final StoreIndex index;

  private Selector(
      SelectorConfig config,
      SelectorListener listener,
      MeterRegistry registry,
      NodeClock clock,
      Admin admin) {
    this.config = config;
    this.clock = clock;
    this.admin = admin;
    int partitions = config.kafka().topics().partitions();
    this.tracker = new ConsumptionTracker();
    LostBytes lost = new LostBytes(partitions);
    this.quarantine =
        new QuarantineLog(
            config
                .kafka()
                .durableProducer(
                    config.cell() + "-" + config.node() + "-quarantine", QUARANTINE_DELIVERY));
    TaskSettings settings =
        new TaskSettings(
            config.cell(),
            partitions,
            listener,
            clock,
            tracker,
            lost,
            new MeteredMonitor(registry, config.cell(), quarantine, System::nanoTime),
            TICK,
            StreamsSettings.candidateChangelog(config.kafka().topics()));
    this.supervisor =
        new StreamsSupervisor(
            () -> streams(settings),
            new DamagedStores(config.stateDir(), config.cell()),
            clock,
            config.kafka().trouble());
    this.watcher = new EndOffsetWatcher(admin, tracker, clock);
    this.index =
        new StoreIndex(
            supervisor::streams,
            tracker,
            partitions,
            lost,
            this::readiness,
            supervisor::deadFor,
            quarantine::recent);
    register(registry);
  }

  /**
   * Checks the topics, finds the start positions of a new cell, and starts. Does not wait for the
   * stores; {@link DecisionIndex#readiness} says when they are restored.
   */
  public static Selector start(
      SelectorConfig config, SelectorListener listener, MeterRegistry registry, NodeClock clock) {
    Admin admin = config.kafka().admin(config.cell() + "-" + config.node() + "-admin");
    try {
      BrokerWait.until(
          config.kafka(),
          "read the published segments",
          () -> {
            new TopicSetup(admin, config.kafka().topics())
                .ensureShared(RequiredTopicAccess.serving().keySet());
            new StartPositions(config.kafka(), admin).prepare(config.cell());
          });
      Selector selector = new Selector(config, listener, registry, clock, admin);
      selector.supervisor.start();
      selector.watcher.start(EVIDENCE_INTERVAL);
      return selector;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Creates Kafka Streams over the topics that can be read now; these may have changed since the
   * last time.
   */
  private KafkaStreams streams(TaskSettings settings) {
    SourceTopics sources =
        SourceTopics.of(new TopicSetup(admin, config.kafka().topics()).existing());
    return new KafkaStreams(
        SelectorTopology.build(settings, sources.segments(), sources.inits()),
        StreamsSettings.of(config),
        new ObservingClients(tracker, clock));
  }

  private void register(MeterRegistry registry) {
    MeterRegistration.gauge(registry, SelectorMetric.LAG, this::lagSeconds);
    MeterRegistration.counter(
        registry, SelectorMetric.RESTARTS, supervisor, StreamsSupervisor::restarts);
  }

  /** How far the furthest partition is behind, in seconds; NaN while that is not known. */
  private double lagSeconds() {
    OptionalLong oldest = tracker.oldest();
    boolean known = oldest.isPresent() && oldest.getAsLong() > 0;
    return known ? Math.max(0, clock.millis() - oldest.getAsLong()) / 1_000.0 : Double.NaN;
  }

  /**
   * The metrics of Kafka Streams and of its clients now; those of another instance after a restart.
   * Any thread.
   */
  public Map<MetricName, ? extends Metric> kafkaMetrics() {
    return supervisor.streams().metrics();
  }

  public DecisionIndex index() {
    return index;
  }

  private SelectorReadiness readiness() {
    KafkaStreams.State state = supervisor.streams().state();
    Optional<String> refused = supervisor.refused();
    if (refused.isPresent()) {
      return state.isRunningOrRebalancing()
          ? SelectorReadiness.lags(NotReadyCause.ACCESS, refused.get())
          : SelectorReadiness.not(NotReadyCause.ACCESS, refused.get());
    }
    if (!state.isRunningOrRebalancing()) {
      return SelectorReadiness.not(NotReadyCause.SELECTOR, "the selector is " + state);
    }
    Optional<String> doubt = clock.inaccuracy();
    if (doubt.isPresent()) {
      return SelectorReadiness.not(NotReadyCause.CLOCK, doubt.get());
    }
    if (state != KafkaStreams.State.RUNNING) {
      return SelectorReadiness.lags(NotReadyCause.SELECTOR, "the selector is " + state);
    }
    long now = clock.millis();
    long sincePoll = now - tracker.lastPoll();
    if (sincePoll > config.sessionTimeout().toMillis()) {
      return SelectorReadiness.lags("the last poll was " + sincePoll + " ms ago");
    }
    OptionalLong oldest = tracker.oldest();
    return oldest.isEmpty() || now - config.maxLag().toMillis() > oldest.getAsLong()
        ? SelectorReadiness.lags("the selector lags by more than " + config.maxLag())
        : SelectorReadiness.READY;
  }

  @Override
  public void close() {
    watcher.close();
    supervisor.close();
    quarantine.close();
    admin.close(Duration.ofSeconds(2));
  }
}
