package io.liveorigin.selector.run;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration of one selector node.
 *
 * @param kafka the cluster
 * @param cell application id: nodes of one cell share partitions, cells repeat one another
 * @param node name of this node within the cell; the same after a restart
 * @param stateDir directory of the RocksDB stores
 * @param threads stream threads, 1 to 64
 * @param sessionTimeout time after which Kafka gives a silent node's partitions to others; 6 s is
 *     the broker's minimum
 * @param maxLag if the proof is older than this, the node is lagging and not ready
 */
public record SelectorConfig(
    KafkaSettings kafka,
    String cell,
    String node,
    Path stateDir,
    int threads,
    Duration sessionTimeout,
    Duration maxLag) {

  public SelectorConfig {
    NameRules.require("cell", cell);
    NameRules.require("node", node);
    if (threads < 1 || threads > 64) {
      throw invalid("threads", "1 to 64", threads);
    }
    if (sessionTimeout.toMillis() < 6_000 || sessionTimeout.toMillis() > 60_000) {
      throw invalid("sessionTimeout", "PT6S to PT60S", sessionTimeout);
    }
    if (maxLag.toMillis() < 500 || maxLag.compareTo(sessionTimeout) > 0) {
      throw invalid("maxLag", "PT0.5S to sessionTimeout", maxLag);
    }
  }

  /** A cell of one node with the measured settings. */
  public static SelectorConfig of(KafkaSettings kafka, String cell, String node, Path stateDir) {
    return new SelectorConfig(
        kafka, cell, node, stateDir, 1, Duration.ofSeconds(6), Duration.ofSeconds(3));
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, key + " must be " + allowed + ", but is " + value);
  }
}
