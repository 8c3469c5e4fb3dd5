package io.liveorigin.selector.run;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.kafka.KafkaErrorText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps stream threads alive as long as the process lives. A thread that dies is replaced, after
 * longer and longer waits while that does not help; its tasks are restored from the log, because no
 * state was only in memory. If no thread can be started any more because the process has run out of
 * some resource, Kafka Streams is started anew, repeatedly, until the shortage is over. A damaged
 * store is set aside first.
 *
 * <p>The handler runs on the thread that dies. Everything else runs on one thread of its own, which
 * is started before there can be a shortage of threads.
 */
final class StreamsSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsSupervisor.class);
  private static final long LOOK_MILLIS = 500;

  /**
   * How long a refusal is reported: a replaced thread needs some seconds to reach the point at
   * which the last one ended.
   */
  private static final long REFUSED_MILLIS = BackOff.MOST_MILLIS + 5_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final Supplier<KafkaStreams> factory;
  private final DamagedStores damagedStores;
  private final Clock clock;
  private final KafkaErrorText errorText;
  private final BackOff threadDeaths = new BackOff();
  private final BackOff restarts = new BackOff();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<Throwable> damage = new AtomicReference<>();
  private final Thread thread;
  private volatile KafkaStreams streams;

  /** The supervisor's thread alone uses these two. */
  private final StateUpdaters updaters = new StateUpdaters();

  private List<String> stuck = List.of();

  /** Whether the current instance has started; true until the start was tried. */
  private volatile boolean started = true;

  private volatile long lastAlive;
  private final AtomicLong restarted = new AtomicLong();

  /** The last refusal of the brokers that ended a thread, and its instant. */
  private volatile Optional<BrokerRefusal> refused = Optional.empty();

  private record BrokerRefusal(String words, long at) {}

  /**
   * @param factory makes an instance that has not been started; called again after each end
   * @param errorText describes refusals of the brokers
   */
  StreamsSupervisor(
      Supplier<KafkaStreams> factory,
      DamagedStores damagedStores,
      Clock clock,
      KafkaErrorText errorText) {
    this.errorText = errorText;
    this.factory = factory;
    this.damagedStores = damagedStores;
    this.clock = clock;
    this.lastAlive = clock.millis();
    this.streams = made();
    this.thread = NamedThreadFactory.one("streams-supervisor", this::watch);
  }

  /** Returns at once. Obstacles to the start of Kafka Streams are removed or waited for. */
  void start() {
    thread.start();
    begin(streams);
  }

  /** Kafka Streams opens the stores that it finds before it starts a thread. */
  private void begin(KafkaStreams fresh) {
    try {
      fresh.start();
      started = true;
    } catch (RuntimeException | OutOfMemoryError e) {
      started = false;
      if (DamagedStores.damage(e).isPresent()) {
        damage.compareAndSet(null, e);
      } else {
        LOG.error("Kafka Streams could not be started", e);
      }
    }
  }

  /** The current instance; another one after a restart. Any thread. */
  KafkaStreams streams() {
    return streams;
  }

  /**
   * How long no stream thread has been alive, or one has waited for a state updater that died, ms;
   * otherwise 0. Any thread.
   */
  long deadFor() {
    return Math.max(0, clock.millis() - lastAlive - 2 * LOOK_MILLIS);
  }

  /**
   * The last refusal by the brokers that ended a thread; empty once the threads have run for longer
   * than the longest wait for the next try. Any thread.
   */
  Optional<String> refused() {
    return refused
        .filter(last -> clock.millis() - last.at() < REFUSED_MILLIS)
        .map(BrokerRefusal::words);
  }

  /** How many stream threads were replaced, and how often Kafka Streams was restarted. */
  long restarts() {
    return restarted.get();
  }

  private KafkaStreams made() {
    KafkaStreams fresh = factory.get();
    fresh.setUncaughtExceptionHandler(this::onThreadDeath);
    return fresh;
  }

  private StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
    if (closing.getCount() == 0) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (DamagedStores.damage(cause).isPresent()) {
      // Its files can be moved only when no thread has them open.
      damage.compareAndSet(null, cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (SourceTopics.collision(cause)) {
      LOG.warn(
          "two topics have names that Kafka does not distinguish; the selector restarts without"
              + " one of them");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    restarted.incrementAndGet();
    long wait = threadDeaths.failed(clock.millis());
    if (KafkaErrorText.refused(cause)) {
      String words = errorText.words(cause);
      refused = Optional.of(new BrokerRefusal(words, clock.millis()));
      LOG.error("a stream thread ended and is replaced in {} ms: {}", wait, words);
    } else {
      LOG.error("a stream thread died and is replaced in {} ms", wait, cause);
    }
    return closedWithin(wait)
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void watch() {
    while (!closedWithin(LOOK_MILLIS)) {
      try {
        check();
      } catch (RuntimeException | OutOfMemoryError e) {
        // A shortage of threads or memory may be over at the next look.
        LOG.error("the stream threads could not be checked", e);
      }
    }
  }

  private void check() {
    if (started && alive(streams)) {
      if (restores()) {
        lastAlive = clock.millis();
      }
      return;
    }
    restarted.incrementAndGet();
    Optional<Throwable> damaged = Optional.ofNullable(damage.get());
    long wait = restarts.failed(clock.millis());
    if (damaged.isEmpty()) {
      LOG.error(
          "no stream thread is alive ({}); Kafka Streams is restarted in {} ms",
          streams.state(),
          wait);
    }
    if (closedWithin(wait)) {
      return;
    }
    streams.close(CLOSE_TIMEOUT);
    damaged.ifPresent(death -> damagedStores.setAside(death, clock.millis()));
    damage.set(null);
    KafkaStreams fresh = made();
    streams = fresh;
    begin(fresh);
  }

  /**
   * Returns whether no stream thread waits for a state updater that has died. Such a node is dead
   * until its process is restarted: Kafka Streams cannot be closed while a stream thread waits, and
   * another instance would wait for the locks of its stores.
   */
  private boolean restores() {
    List<String> lost =
        updaters.lost(
            streams.metadataForLocalThreads().stream()
                .filter(StreamsSupervisor::works)
                .map(ThreadMetadata::threadName)
                .toList(),
            StateUpdaters.threadsAlive(),
            clock.millis());
    if (!lost.equals(stuck)) {
      stuck = lost;
      lost.forEach(name -> LOG.error("the state updater of {} has died; restart the node", name));
    }
    return lost.isEmpty();
  }

  private static boolean works(ThreadMetadata metadata) {
    return lives(metadata) && !metadata.threadState().equals("PENDING_SHUTDOWN");
  }

  private static boolean alive(KafkaStreams streams) {
    return switch (streams.state()) {
      case CREATED, REBALANCING, RUNNING ->
          streams.state() == KafkaStreams.State.CREATED
              || streams.metadataForLocalThreads().stream().anyMatch(StreamsSupervisor::lives);
      case PENDING_SHUTDOWN, PENDING_ERROR -> true;
      case NOT_RUNNING, ERROR -> false;
    };
  }

  private static boolean lives(ThreadMetadata metadata) {
    return !metadata.threadState().equals("DEAD");
  }

  /** Waits, and returns whether this was closed before {@code millis} have passed. */
  private boolean closedWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Leaves the group, so that a restart does not wait for the session time-out. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean stopped =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!stopped) {
      LOG.warn("the selector did not stop within {}", CLOSE_TIMEOUT);
    }
  }
}
