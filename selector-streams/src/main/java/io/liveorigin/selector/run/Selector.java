package io.liveorigin.selector.run;

import io.liveorigin.contract.topic.TopicSetup;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Readiness;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.ConsumptionTracker;
import io.liveorigin.selector.evidence.EndOffsetWatcher;
import io.liveorigin.selector.evidence.ObservingClients;
import io.liveorigin.selector.topology.SelectorTopology;
import io.liveorigin.selector.topology.TaskSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One selector node: Kafka Streams, the watcher of end offsets, and the index over the stores. */
public final class Selector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Selector.class);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration EVIDENCE_INTERVAL = Duration.ofMillis(50);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final SelectorConfig config;
  private final Clock clock;
  private final ConsumptionTracker tracker;
  private final MeteredMonitor monitor;
  private final Admin admin;
  private final EndOffsetWatcher watcher;
  private final KafkaStreams streams;
  private final StoreIndex index;

  private Selector(
      SelectorConfig config,
      SelectorListener listener,
      MeterRegistry registry,
      Clock clock,
      Admin admin) {
    this.config = config;
    this.clock = clock;
    this.admin = admin;
    int partitions = config.kafka().topics().partitions();
    this.tracker = new ConsumptionTracker();
    this.monitor = new MeteredMonitor(registry);
    TaskSettings settings =
        new TaskSettings(
            config.cell(),
            partitions,
            listener,
            tracker,
            monitor,
            TICK,
            StreamsSettings.candidateChangelog(config.kafka().topics()));
    this.streams =
        new KafkaStreams(
            SelectorTopology.build(settings),
            StreamsSettings.of(config),
            new ObservingClients(tracker, clock));
    this.streams.setUncaughtExceptionHandler(Selector::onThreadDeath);
    this.watcher = new EndOffsetWatcher(admin, tracker, clock);
    this.index = new StoreIndex(streams, tracker, partitions, this::readiness);
  }

  /**
   * Checks the topics, finds the start of a new cell, and starts. Returns at once; {@link
   * DecisionIndex#readiness} says when the stores are restored.
   */
  public static Selector start(
      SelectorConfig config, SelectorListener listener, MeterRegistry registry, Clock clock) {
    Admin admin = config.kafka().admin(config.cell() + "-" + config.node() + "-admin");
    try {
      new TopicSetup(admin, config.kafka().topics()).ensureShared();
      new StartPositions(admin, config.kafka().topics().partitions()).prepare(config.cell());
      Selector selector = new Selector(config, listener, registry, clock, admin);
      selector.streams.start();
      selector.watcher.start(EVIDENCE_INTERVAL);
      return selector;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  public DecisionIndex index() {
    return index;
  }

  /** A dead thread is replaced: its tasks are restored from the log, nothing was only in memory. */
  private static StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
    LOG.error("a stream thread died and is replaced", cause);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private Readiness readiness() {
    KafkaStreams.State state = streams.state();
    if (state != KafkaStreams.State.RUNNING) {
      return Readiness.not("selector is " + state);
    }
    long now = clock.millis();
    long sincePoll = now - tracker.lastPoll();
    if (sincePoll > config.sessionTimeout().toMillis()) {
      return Readiness.not("last poll was " + sincePoll + " ms ago");
    }
    OptionalLong oldest = tracker.oldest();
    if (oldest.isEmpty() || now - config.maxLag().toMillis() > oldest.getAsLong()) {
      return Readiness.not("consuming lags by more than " + config.maxLag());
    }
    long behind = monitor.clockBehind(now);
    return behind > 0
        ? Readiness.not("the clock is " + behind + " ms behind the records of ingest")
        : Readiness.READY;
  }

  /** Leaves the group, so that a restart does not wait for the session time-out. */
  @Override
  public void close() {
    watcher.close();
    boolean stopped =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!stopped) {
      LOG.warn("the selector did not stop within {}", CLOSE_TIMEOUT);
    }
    admin.close(Duration.ofSeconds(2));
  }
}
