package io.liveorigin.standalone.node;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.KafkaPorts;
import io.liveorigin.serving.LiveEdge;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.ServingServer;
import io.liveorigin.serving.cells.CellIdentity;
import io.liveorigin.standalone.lifecycle.OpenParts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/** A running serving node with the selector that feeds it. Close once. */
public final class ServingNode implements AutoCloseable {
  private final OpenParts parts;
  private final ServingServer server;

  private ServingNode(OpenParts parts, ServingServer server) {
    this.parts = parts;
    this.server = server;
  }

  /**
   * Starts both; returns when the listeners are open, which is before the node is ready. Throws
   * where Kafka cannot be reached, the topics do not fit or a port is taken; nothing stays open
   * then.
   */
  public static ServingNode start(ServingConfig serving, SelectorConfig selecting, Clock clock) {
    OpenParts parts = new OpenParts();
    try {
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      parts.add(meters::close);
      ControlState control = new ControlState();
      int partitions = selecting.kafka().topics().partitions();
      LiveEdge edge = parts.add(new LiveEdge(serving, control, partitions, clock, meters));
      Selector selector = parts.add(Selector.start(selecting, edge, meters, clock));
      CellIdentity self =
          new CellIdentity(selecting.cell(), selecting.node(), selecting.sessionTimeout());
      KafkaPorts ports =
          parts.add(KafkaPorts.open(selecting.kafka(), self, control, serving.readBack(), clock));
      ServingServer server =
          parts.add(
              ServingServer.start(serving, edge, ports.with(selector.index()), clock, meters));
      return new ServingNode(parts, server);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** The public port. */
  public int port() {
    return server.port();
  }

  public int adminPort() {
    return server.adminPort();
  }

  /** Answers what is held, then stops; leaves the group, so that a restart need not wait. */
  @Override
  public void close() {
    parts.close();
  }
}
