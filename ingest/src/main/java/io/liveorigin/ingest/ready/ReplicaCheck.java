package io.liveorigin.ingest.ready;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.ingest.ready.ReplicaRule.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the replicas of a pipeline's topics: at the start, every few seconds, and when a delivery
 * is overdue. It has its own thread; any thread may read the result of the last check.
 */
public final class ReplicaCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaCheck.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String NOT_SEEN = "the replicas of the topics have not been checked yet";

  private final Admin admin;
  private final TopicSettings settings;
  private final List<String> topics;
  private final Duration period;
  private final ScheduledExecutorService thread;
  private final AtomicBoolean lookRequested = new AtomicBoolean();
  private volatile Optional<String> broken = Optional.of(NOT_SEEN);
  private volatile Optional<String> degraded = Optional.empty();
  private volatile int underReplicated;

  /**
   * @param admin not closed here
   * @param period the time between two checks
   */
  public ReplicaCheck(Admin admin, TopicSettings settings, String pipeline, Duration period) {
    this.admin = admin;
    this.settings = settings;
    this.period = period;
    this.topics = List.of(Topics.segments(pipeline), Topics.inits(pipeline));
    this.thread = NamedThreadFactory.scheduler("ingest-" + pipeline + "-replicas");
  }

  /** Checks once, in the caller's thread, and then regularly. */
  @SuppressWarnings("FutureReturnValueIgnored") // check() reports its own failures
  public void start() {
    check();
    thread.scheduleWithFixedDelay(
        this::check, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Requests a check soon; several requests may result in one check. Does not block. */
  public void checkSoon() {
    if (lookRequested.compareAndSet(false, true) && !thread.isShutdown()) {
      thread.execute(this::check);
    }
  }

  /**
   * Returns why a 2xx would promise more than the topics ensure; empty if there is no such reason.
   */
  public Optional<String> broken() {
    return broken;
  }

  /** Returns why Kafka does not acknowledge at present; empty if it does. */
  public Optional<String> degraded() {
    return degraded;
  }

  /** Returns how many partitions had replicas out of sync at the last check. */
  public int underReplicated() {
    return underReplicated;
  }

  private void check() {
    lookRequested.set(false);
    try {
      List<Partition> partitions = describe();
      broken = ReplicaRule.broken(settings, partitions);
      degraded = ReplicaRule.degraded(settings, partitions);
      underReplicated = ReplicaRule.underReplicated(partitions);
    } catch (ExecutionException | TimeoutException | RuntimeException | OutOfMemoryError e) {
      // This does not make an earlier promise wrong, because each acknowledgement is proof in
      // itself.
      Throwable why = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      degraded = Optional.of("the topics cannot be described: " + FailureText.of(why));
      LOG.debug("{}", degraded.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Partition> describe()
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(topics).allTopicNames().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    List<ConfigResource> resources =
        topics.stream().map(t -> new ConfigResource(ConfigResource.Type.TOPIC, t)).toList();
    Map<ConfigResource, Config> configs =
        admin.describeConfigs(resources).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    List<Partition> partitions = new ArrayList<>();
    for (ConfigResource resource : resources) {
      int minInSync =
          Integer.parseInt(
              configs.get(resource).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
      descriptions
          .get(resource.name())
          .partitions()
          .forEach(
              p ->
                  partitions.add(
                      new Partition(
                          resource.name(),
                          p.partition(),
                          p.replicas().size(),
                          p.isr().size(),
                          minInSync)));
    }
    return partitions;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
