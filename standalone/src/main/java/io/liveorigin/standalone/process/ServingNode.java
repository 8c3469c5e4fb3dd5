package io.liveorigin.standalone.process;

import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.listen.ListenAddress;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.ClockProbe;
import io.liveorigin.kafka.metrics.KafkaSamples;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.kafka.metrics.ProcessMeters;
import io.liveorigin.kafka.metrics.ScrapedSamples;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.KafkaPorts;
import io.liveorigin.serving.LiveEdgeState;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.ServingServer;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Optional;

/** A running serving node with the selector that feeds it. Close once. */
public final class ServingNode implements AutoCloseable {
  private final Closer closer;
  private final ServingServer server;

  private ServingNode(Closer closer, ServingServer server) {
    this.closer = closer;
    this.server = server;
  }

  /** Starts a node with the standard limits of tenants. */
  public static ServingNode start(ServingConfig serving, SelectorConfig selecting, Clock machine) {
    return start(serving, selecting, machine, CurrentLimits.standard());
  }

  /**
   * Starts selector and server. Returns when the listeners are open, which is before the node is
   * ready. If Kafka cannot be reached, it waits. Throws if the topics do not fit or a port is
   * taken; ports are checked before anything else. Nothing stays open after a failure.
   *
   * @param machine the machine's clock, which is compared with the brokers' time; selector and
   *     server use the latter
   * @param limits limits of each tenant
   */
  public static ServingNode start(
      ServingConfig serving, SelectorConfig selecting, Clock machine, CurrentLimits limits) {
    ListenAddress.requireFree(serving.host(), serving.port());
    ListenAddress.requireFree(serving.adminHost(), serving.adminPort());
    serving.tls().requireUsable(machine);
    Closer closer = new Closer();
    try {
      PrometheusMeterRegistry meters = MeterRegistration.registry();
      closer.add(meters::close);
      MeasuredClock clock = MeasuredClock.of(machine, selecting.kafka().clockBound());
      closer.add(ProcessMeters.register(meters));
      MeterRegistration.gauge(meters, ServingMetric.CLOCK_OFFSET, clock::offsetSeconds);
      MeterRegistration.gauge(meters, ServingMetric.CLOCK_ERROR, clock::errorSeconds);
      MeterRegistration.gauge(
          meters, ServingMetric.CLOCK_IN_DOUBT, () -> clock.inaccuracy().isPresent() ? 1 : 0);
      ControlState control = new ControlState();
      int partitions = selecting.kafka().topics().partitions();
      LiveEdgeState edge =
          closer.add(new LiveEdgeState(serving, control, partitions, clock, meters));
      edge.follow(limits);
      Selector selector = closer.add(Selector.start(selecting, edge, meters, clock));
      // The selector has already set up the topic, and is not ready before the clock is measured.
      String clientId = selecting.cell() + "-" + selecting.node();
      closer.add(ClockProbe.start(clock, selecting.kafka(), clientId));
      CellIdentity self =
          new CellIdentity(selecting.cell(), selecting.node(), selecting.sessionTimeout());
      KafkaPorts ports =
          closer.add(
              KafkaPorts.open(
                  selecting.kafka(),
                  self,
                  control,
                  serving.readBack(),
                  serving.views().isPresent(),
                  clock));
      ScrapedSamples.register(
          meters,
          samples -> {
            KafkaSamples.collect(selector.kafkaMetrics(), samples);
            KafkaSamples.collect(ports.kafkaMetrics(), samples);
          });
      ServingServer server =
          closer.add(
              ServingServer.start(serving, edge, ports.with(selector.index()), clock, meters));
      return new ServingNode(closer, server);
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /** Returns why the node is not ready, as its health check says; empty if it is ready. */
  public Optional<String> missing() {
    return server.missing();
  }

  /** The public port. */
  public int port() {
    return server.port();
  }

  public int adminPort() {
    return server.adminPort();
  }

  /**
   * Responds to held requests, then stops. Leaves the consumer group, so that a restart need not
   * wait.
   */
  @Override
  public void close() {
    closer.close();
  }
}
