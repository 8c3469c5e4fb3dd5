package io.liveorigin.standalone.secured;

import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.stack.Http;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serving node and its supervisor, which starts it anew where {@code GET /health/live} is 503, as
 * docs/operations.md wants it of systemd or Kubernetes. Kafka Streams 4.3.1 can lose its state
 * updater where a stream thread is replaced while tasks restore (KAFKA-20819); the node then says
 * within a minute that it is not alive. One thread.
 */
final class SupervisedNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedNode.class);

  private final Function<String, ServingNode> start;
  private String name;
  private ServingNode node;
  private boolean supervised;
  private int starts = 1;

  /**
   * @param start starts a node of that name
   */
  SupervisedNode(String name, Function<String, ServingNode> start) {
    this.start = start;
    this.name = name;
    this.node = start.apply(name);
  }

  /** Whether it is looked at with each use: not while it lacks what it needs to start. */
  void supervised(boolean whether) {
    supervised = whether;
  }

  ServingNode node() {
    if (supervised && new Http(node.adminPort()).get("/health/live").statusCode() == 503) {
      LOG.warn("{} is not alive: it is started anew", name);
      node.close();
      starts++;
      name = name + "-" + starts;
      node = start.apply(name);
    }
    return node;
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    node.close();
  }
}
