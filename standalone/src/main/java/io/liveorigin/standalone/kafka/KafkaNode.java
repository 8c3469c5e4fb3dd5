package io.liveorigin.standalone.kafka;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The broker and the controller of one node, assembled as in Kafka's own KafkaRaftServer, but with
 * sockets bound beforehand and with faults that do not halt the JVM: KafkaRaftServer accepts
 * neither. One owner calls {@link #start} and {@link #stop}, one after the other.
 */
final class KafkaNode {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

  /** The maximum wait for leadership to move, which has nowhere to go in a single node. */
  private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(10);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final FatalFaults faults;
  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private volatile boolean stopping;

  KafkaNode(Map<String, String> settings, LoopbackSockets sockets, FatalFaults faults) {
    this.faults = faults;
    KafkaConfig config = new KafkaConfig(settings, false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    shared =
        new SharedServer(
            config,
            stored._1(),
            Time.SYSTEM,
            Server$.MODULE$.initializeMetrics(
                config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(Map.of(BrokerSettings.NODE_ID, sockets.controller())),
            List.of(),
            faults,
            sockets);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
  }

  /** The cluster id that is stored in the directory; it never changes. */
  String clusterId() {
    return shared.clusterId();
  }

  /**
   * Starts the node, and returns when clients are served. A fatal fault in any of Kafka's threads
   * ends the wait.
   *
   * @throws EmbeddedKafkaException if it does not start; the parts that had been started are
   *     stopped
   */
  void start() {
    FutureTask<Void> startup =
        new FutureTask<>(
            () -> {
              // The broker registers with the controller, so the controller must be there first.
              controller.startup();
              broker.startup();
              return null;
            });
    Thread starter = daemon("embedded-kafka-start", startup);
    faults.whenFirst(fault -> interruptUnlessSelf(starter));
    try {
      startup.get();
    } catch (ExecutionException e) {
      throw stopped(
          faults
              .first()
              .orElseGet(
                  () ->
                      new EmbeddedKafkaException(
                          "Kafka did not start" + FatalFaults.because(e.getCause()),
                          e.getCause())));
    } catch (InterruptedException e) {
      starter.interrupt();
      EmbeddedKafkaException failure =
          stopped(new EmbeddedKafkaException("interrupted while Kafka started", e));
      Thread.currentThread().interrupt();
      throw failure;
    }
    daemon("embedded-kafka-watch", this::watch);
  }

  /**
   * Interrupts the start: otherwise Kafka would wait for one of its own threads that is already
   * dead. A fault of the starter itself is about to surface as an exception, and cleans up first.
   */
  private static void interruptUnlessSelf(Thread starter) {
    if (Thread.currentThread() != starter) {
      starter.interrupt();
    }
  }

  /**
   * Reports a broker that stopped by itself, as Kafka does when it loses its directory or its
   * registration.
   */
  private void watch() {
    broker.awaitShutdown();
    if (!stopping) {
      faults.report(
          new EmbeddedKafkaException("the broker has stopped by itself; its log says why"));
    }
  }

  private EmbeddedKafkaException stopped(EmbeddedKafkaException failure) {
    try {
      stop();
    } catch (EmbeddedKafkaException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * Stops serving and closes the logs cleanly. An interrupt does not shorten this; the thread's
   * interrupt status is kept.
   *
   * @throws EmbeddedKafkaException if that takes longer than 30 s or fails; acknowledged records
   *     are stored all the same, and the next start recovers as after a kill
   */
  void stop() {
    stopping = true;
    FutureTask<Void> shutdown =
        new FutureTask<>(
            () -> {
              try {
                stopBroker();
              } finally {
                controller.shutdown();
              }
              broker.awaitShutdown();
              controller.awaitShutdown();
              return null;
            });
    daemon("embedded-kafka-stop", shutdown);
    try {
      awaitUninterruptibly(shutdown, STOP_LIMIT);
    } catch (ExecutionException e) {
      throw new EmbeddedKafkaException(
          "Kafka did not stop cleanly" + FatalFaults.because(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new EmbeddedKafkaException(
          "Kafka has not stopped within "
              + STOP_LIMIT.toSeconds()
              + " s; ending the process is safe",
          e);
    }
  }

  /**
   * Stops the broker only. A controller without a broker is left, as when Kafka stops the broker by
   * itself.
   */
  void stopBroker() {
    broker.shutdown(CONTROLLED_SHUTDOWN);
  }

  private static void awaitUninterruptibly(FutureTask<Void> task, Duration limit)
      throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = NamedThreadFactory.one(name, work);
    thread.start();
    return thread;
  }
}
