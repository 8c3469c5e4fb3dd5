package io.liveorigin.standalone.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker and controller (KRaft) in this JVM, on 127.0.0.1 only, with its data in a
 * directory that outlives it.
 *
 * <p>A record acknowledged with {@code acks=all} survives {@link #close} and a kill of the process:
 * it has been passed to the operating system by then. It may not survive the loss of the machine;
 * that requires several brokers.
 *
 * <p>Safe for many threads. A fault after which Kafka cannot continue is reported to {@link
 * #onFailure}, with one exception: Kafka halts the JVM when the directory can no longer be read or
 * written.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final DataDirectory directory;
  private final LoopbackSockets sockets;
  private final FatalFaults faults;
  private final KafkaNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(
      DataDirectory directory, LoopbackSockets sockets, FatalFaults faults, KafkaNode node) {
    this.directory = directory;
    this.sockets = sockets;
    this.faults = faults;
    this.node = node;
  }

  /**
   * Starts on the directory of {@code config}, which is formatted if it is new, and returns when
   * clients are served: after about 2 s, or 4 s after a kill, plus the time to read the log files
   * that were not closed, at most 128 MiB for each partition.
   *
   * @throws EmbeddedKafkaException if the port or the directory is in use or unfit, if Kafka
   *     refuses a setting, or if it does not start; none of its threads keep running then
   */
  public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
    LoopbackSockets sockets = LoopbackSockets.bind(config.port());
    try {
      DataDirectory directory = DataDirectory.open(config.dataDir());
      try {
        return start(config, directory, sockets);
      } catch (RuntimeException | Error e) {
        directory.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      sockets.close();
      throw e;
    }
  }

  private static EmbeddedKafka start(
      EmbeddedKafkaConfig config, DataDirectory directory, LoopbackSockets sockets) {
    Map<String, String> settings =
        BrokerSettings.of(
            directory.path(),
            sockets.clientPort(),
            sockets.controller().getPort(),
            config.overrides(),
            config.listener());
    FatalFaults faults = new FatalFaults();
    KafkaNode node;
    try {
      node = new KafkaNode(settings, sockets, faults);
    } catch (RuntimeException e) {
      throw new EmbeddedKafkaException(
          "Kafka rejects its settings or the contents of dataDir '"
              + directory.path()
              + "'"
              + FatalFaults.because(e),
          e);
    }
    node.start();
    EmbeddedKafka kafka = new EmbeddedKafka(directory, sockets, faults, node);
    LOG.info("Kafka {} serves at {}", kafka.clusterId(), kafka.bootstrapServers());
    return kafka;
  }

  /** The bootstrap servers for clients, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return LoopbackSockets.HOST + ":" + sockets.clientPort();
  }

  /** The cluster id; it stays the same for as long as the directory exists. */
  public String clusterId() {
    return node.clusterId();
  }

  /**
   * The fault that this Kafka died of; empty while it lives or after an ordinary {@link #close}.
   */
  public Optional<EmbeddedKafkaException> failure() {
    return faults.first();
  }

  /**
   * Calls {@code action} once if this Kafka dies of a fault; at once if it already has. The owner
   * is expected to close this object and to end the process. {@code action} runs on one of Kafka's
   * threads and must not block.
   */
  public void onFailure(Consumer<EmbeddedKafkaException> action) {
    faults.whenFirst(action);
  }

  /**
   * Stops serving, closes the logs so that the next start need not recover them, and frees the
   * directory. Takes about 0.5 s. Closing again does nothing.
   *
   * @throws EmbeddedKafkaException if Kafka does not stop within 30 s, or not cleanly; the
   *     directory then stays locked until the process ends
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    node.stop();
    sockets.close();
    directory.close();
    LOG.info("Kafka {} has stopped", node.clusterId());
  }
}
