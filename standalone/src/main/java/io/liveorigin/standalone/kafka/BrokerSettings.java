package io.liveorigin.standalone.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** The Kafka settings of the single-node mode. Pure. */
public final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CLIENT_LISTENER = "PLAINTEXT";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final long MIB = 1024 * 1024;

  private BrokerSettings() {}

  /**
   * The settings of the single-node mode except the node's identity, its listeners and its
   * directory. Another single broker, for example one in a container, behaves alike with these.
   *
   * @return settings by their Kafka names, immutable
   */
  public static Map<String, String> limits() {
    Map<String, String> limits = new TreeMap<>();
    // A topic made by a typo would have one partition and be read as if it were right.
    limits.put("auto.create.topics.enable", "false");

    limits.put("default.replication.factor", "1");
    limits.put("offsets.topic.replication.factor", "1");
    limits.put("transaction.state.log.replication.factor", "1");
    limits.put("transaction.state.log.min.isr", "1");
    // How often the broker looks for transactions that have timed out. With the default of 10 s, a
    // writer of control that stopped would block its readers for 15 s instead of 6.
    limits.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    limits.put("share.coordinator.state.topic.replication.factor", "1");
    limits.put("share.coordinator.state.topic.min.isr", "1");
    // The defaults (50) are for clusters; here they only mean more files to open at every start.
    limits.put("offsets.topic.num.partitions", "4");
    limits.put("transaction.state.log.num.partitions", "4");
    limits.put("share.coordinator.state.topic.num.partitions", "4");

    // Above the standard cap of a segment, with room for key, headers and batch framing. Topics of
    // segments have a limit of their own, which follows --max-segment-bytes.
    limits.put("message.max.bytes", bytes(20 * MIB));
    limits.put("replica.fetch.max.bytes", bytes(20 * MIB));
    // A request has one segment, of 64 MiB at most (TopicSettings.LARGEST_SEGMENT_BYTES).
    limits.put("socket.request.max.bytes", bytes(68 * MIB));
    // Requests wait on the heap: without a bound a burst of large segments exhausts it.
    limits.put("queued.max.request.bytes", bytes(68 * MIB));
    // The system's buffers: the fixed 100 KiB doubles the p99 of a 4 MB segment.
    limits.put("socket.send.buffer.bytes", "-1");
    limits.put("socket.receive.buffer.bytes", "-1");

    // For two cores and one disk.
    limits.put("num.network.threads", "2");
    limits.put("num.io.threads", "4");
    limits.put("background.threads", "2");

    limits.put("group.initial.rebalance.delay.ms", "0");
    limits.put("group.min.session.timeout.ms", "6000");

    limits.put("log.cleaner.enable", "true");
    limits.put("log.cleaner.threads", "1");
    limits.put("log.cleaner.dedupe.buffer.size", bytes(2 * MIB));

    // After a kill, the controller registers no new broker before the session of the dead one has
    // ended. Measured from process start to serving: 12 s with the default of 9 s, 4 s with 2 s.
    // The price of a short session: a process that stood still for longer has no leaders for a
    // moment.
    limits.put("broker.session.timeout.ms", "2000");
    limits.put("broker.heartbeat.interval.ms", "500");
    // The broker then reads every log file that was not closed in full before it serves. Small
    // files limit that to this size for each partition; measured 0.6 GB/s from the page cache.
    limits.put("log.segment.bytes", bytes(128 * MIB));
    limits.put("num.recovery.threads.per.data.dir", "2");
    // Without a limit, a start that cannot succeed waits forever. Far above any recovery.
    limits.put("server.max.startup.time.ms", "600000");
    return Map.copyOf(limits);
  }

  /**
   * All settings of one node.
   *
   * @param dataDir absolute
   * @param clientPort bound, not 0
   * @param controllerPort bound, not 0
   * @param overrides checked by {@link #checkName} and {@link #checkValue}
   * @param listener how clients reach it
   */
  static Map<String, String> of(
      Path dataDir,
      int clientPort,
      int controllerPort,
      Map<String, String> overrides,
      ClientListener listener) {
    Map<String, String> settings = new TreeMap<>(limits());
    settings.putAll(overrides);
    settings.putAll(listener.brokerSettings());
    settings.putAll(identity(dataDir, clientPort, controllerPort, listener.protocol()));
    return settings;
  }

  private static Map<String, String> identity(
      Path dataDir, int clientPort, int controllerPort, String protocol) {
    String client = CLIENT_LISTENER + "://" + LoopbackSockets.HOST + ":" + clientPort;
    String controller = CONTROLLER_LISTENER + "://" + LoopbackSockets.HOST + ":" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(NODE_ID),
        "listeners",
        client + "," + controller,
        "advertised.listeners",
        client + "," + controller,
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":" + protocol + "," + CONTROLLER_LISTENER + ":PLAINTEXT",
        "inter.broker.listener.name",
        CLIENT_LISTENER,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        // A static quorum: a dynamic one writes the controller's port into the directory, and the
        // port changes at every start.
        "controller.quorum.voters",
        NODE_ID + "@" + LoopbackSockets.HOST + ":" + controllerPort,
        "log.dirs",
        dataDir.toString());
  }

  /** Settings that this package decides, and others that would contradict them. */
  private static Set<String> reserved() {
    Set<String> reserved = new TreeSet<>(identity(Path.of("/"), 1, 2, "PLAINTEXT").keySet());
    reserved.addAll(
        Set.of(
            "broker.id",
            "controller.quorum.bootstrap.servers",
            "early.start.listeners",
            "log.dir",
            "metadata.log.dir",
            "security.inter.broker.protocol"));
    return reserved;
  }

  /**
   * Returns {@code name} if it may be overridden.
   *
   * @throws EmbeddedKafkaException if Kafka does not know it or it is reserved
   */
  static String checkName(String name) {
    if (name == null || !AbstractKafkaConfig.CONFIG_DEF.names().contains(name)) {
      throw new EmbeddedKafkaException(
          "overrides: '"
              + name
              + "' is not a broker setting of Kafka; all broker settings are allowed except "
              + reserved());
    }
    if (reserved().contains(name)) {
      throw new EmbeddedKafkaException(
          "overrides: '" + name + "' is set by the embedded Kafka itself, as are " + reserved());
    }
    return name;
  }

  /**
   * Checks the value of a setting by Kafka's own definition of it.
   *
   * @throws EmbeddedKafkaException if Kafka would refuse it
   */
  static void checkValue(String name, String value) {
    if (value == null) {
      throw new EmbeddedKafkaException(
          "overrides: '" + name + "' has no value; leave it out for the default");
    }
    ConfigDef.ConfigKey key = AbstractKafkaConfig.CONFIG_DEF.configKeys().get(name);
    try {
      Object parsed = ConfigDef.parseType(name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(name, parsed);
      }
    } catch (ConfigException e) {
      String allowed = key.type + (key.validator == null ? "" : " " + key.validator);
      throw new EmbeddedKafkaException(
          "overrides: '" + name + "' must be " + allowed + ", but is '" + value + "'", e);
    }
  }

  private static String bytes(long bytes) {
    return Long.toString(bytes);
  }
}
