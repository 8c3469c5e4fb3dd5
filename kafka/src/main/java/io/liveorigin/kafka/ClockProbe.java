package io.liveorigin.kafka;

import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.clock.RoundTrip;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a {@link MeasuredClock} against the brokers. It sends an empty record to topic {@code
 * clock} at every broker that leads a partition of the topic, and reads the time at which the
 * broker appended the record: every second while the clock is in doubt, every five seconds
 * otherwise. It has one thread and one producer of its own. The topic may be created later.
 */
public final class ClockProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockProbe.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final long DOUBTFUL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CERTAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(2);

  /**
   * Rounds at the start that do not wait for the period. Only the first record waits for a
   * connection, so the later ones are measured more accurately.
   */
  private static final int FIRST_ROUNDS = 3;

  /**
   * Sent as the producer's time. It comes back if the topic keeps the producer's time instead of
   * the broker's.
   */
  private static final long NOT_THE_BROKERS_TIME = 0;

  private final MeasuredClock clock;
  private final Supplier<Producer<String, byte[]>> producers;
  private final ScheduledExecutorService thread;

  /** Used by the probe's own thread, until {@link #close}. */
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  private int rounds;
  private long measuredAt;
  private boolean doubted;

  ClockProbe(MeasuredClock clock, Supplier<Producer<String, byte[]>> producers, String threadName) {
    this.clock = clock;
    this.producers = producers;
    this.thread = NamedThreadFactory.scheduler(threadName);
  }

  /** Starts measuring. Returns at once, whether or not a broker can be reached. */
  public static ClockProbe start(MeasuredClock clock, KafkaSettings kafka, String clientId) {
    String name = clientId + "-clock";
    ClockProbe probe = new ClockProbe(clock, () -> kafka.probeProducer(name, ACKNOWLEDGED), name);
    ScheduledFuture<?> unused =
        probe.thread.scheduleWithFixedDelay(
            probe::measureIfDue, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return probe;
  }

  private void measureIfDue() {
    try {
      boolean doubt = clock.inaccuracy().isPresent();
      long since = clock.monotonic() - measuredAt;
      // Doubt that begins or ends may mean that this clock was set or the machine was suspended.
      if (rounds < FIRST_ROUNDS
          || doubt != doubted
          || since >= (doubt ? DOUBTFUL_NANOS : CERTAIN_NANOS)) {
        measure();
      }
      logChange();
    } catch (RuntimeException e) {
      // A scheduled task that throws is not run again.
      clock.failed(FailureText.of(e));
      LOG.error("the clock could not be measured", e);
    }
  }

  private void measure() {
    measuredAt = clock.monotonic();
    rounds++;
    try {
      if (producer.isEmpty()) {
        producer = Optional.of(producers.get());
      }
      Map<Integer, Integer> partitions = partitions(producer.get());
      clock.retain(partitions.keySet());
      if (partitions.isEmpty()) {
        clock.failed("no partition of topic " + Topics.CLOCK + " has a leader");
      }
      for (Map.Entry<Integer, Integer> partition : partitions.entrySet()) {
        measure(producer.get(), partition.getKey(), partition.getValue());
      }
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      clock.failed(e.getMessage());
    }
  }

  /** Returns one partition for each broker that leads any, by broker. */
  private static Map<Integer, Integer> partitions(Producer<String, byte[]> producer) {
    Map<Integer, Integer> partitions = new TreeMap<>();
    for (PartitionInfo info : producer.partitionsFor(Topics.CLOCK)) {
      if (info.leader() != null) {
        partitions.putIfAbsent(info.leader().id(), info.partition());
      }
    }
    return partitions;
  }

  /**
   * Measures one broker. One that does not respond must not keep the others from being measured.
   */
  private void measure(Producer<String, byte[]> sender, int broker, int partition)
      throws InterruptedException {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.CLOCK, partition, NOT_THE_BROKERS_TIME, null, new byte[0]);
    long sent = clock.monotonic();
    try {
      RecordMetadata metadata =
          sender.send(record).get(ACKNOWLEDGED.toMillis() * 2, TimeUnit.MILLISECONDS);
      long received = clock.monotonic();
      if (metadata.timestamp() == NOT_THE_BROKERS_TIME) {
        clock.failed("topic " + Topics.CLOCK + " must have message.timestamp.type=LogAppendTime");
      } else {
        clock.measured(broker, new RoundTrip(sent, received, metadata.timestamp()));
      }
    } catch (ExecutionException e) {
      clock.failed("broker " + broker + ": " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      clock.failed("broker " + broker + " did not answer within " + ACKNOWLEDGED);
    }
  }

  /** Logs each change once. */
  private void logChange() {
    Optional<String> doubt = clock.inaccuracy();
    if (doubt.isPresent() && !doubted && rounds >= FIRST_ROUNDS) {
      LOG.warn("the clock is in doubt: {}", doubt.get());
    } else if (doubt.isEmpty() && doubted) {
      LOG.info(
          "the clock is {} ms off the brokers, which is within the allowed bound",
          clock.offsetMillis().orElse(0));
    }
    // The topic may not exist yet in the first rounds, which needs no warning.
    doubted = doubt.isPresent() && (doubted || rounds >= FIRST_ROUNDS);
  }

  /** Stops measuring. Any thread, once. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the clock probe did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.ifPresent(p -> p.close(Duration.ZERO));
  }
}
