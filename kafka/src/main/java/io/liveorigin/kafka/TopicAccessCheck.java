package io.liveorigin.kafka;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers, at the start and every few seconds, whether this process has the rights on its
 * topics that it needs (KIP-430). A missing or revoked ACL is reported by name before a record is
 * lost because of it. Nothing else would report it: a topic that may not be described is invisible
 * to a consumer that subscribes to a pattern. It has one thread of its own; any thread may read the
 * last result.
 */
public final class TopicAccessCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicAccessCheck.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final KafkaErrorText errorText;
  private final Supplier<Map<String, Set<AclOperation>>> needed;
  private final Duration period;
  private final ScheduledExecutorService thread;
  private volatile List<String> missing = List.of();

  /**
   * @param admin not closed here
   * @param needed operations by topic; called for each check
   * @param period the time between two checks
   */
  public TopicAccessCheck(
      Admin admin,
      KafkaErrorText errorText,
      Supplier<Map<String, Set<AclOperation>>> needed,
      Duration period,
      String threadName) {
    this.admin = admin;
    this.errorText = errorText;
    this.needed = needed;
    this.period = period;
    this.thread = NamedThreadFactory.scheduler(threadName);
  }

  /** Checks once in the caller's thread, and then regularly in its own. */
  public void start() {
    check();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::check, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Returns which principal lacks which operations on which topics, or empty if none is missing.
   * Any thread.
   */
  public Optional<String> problem() {
    List<String> now = missing;
    return now.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", now));
  }

  private void check() {
    try {
      List<String> found = missing(new TreeMap<>(needed.get()));
      if (!found.equals(missing)) {
        found.forEach(problem -> LOG.warn("permissions are missing: {}", problem));
        if (found.isEmpty()) {
          LOG.info("this process now has all permissions that it needs");
        }
      }
      missing = found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.debug("the brokers did not report the permissions of this process", e);
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is not run again.
      LOG.error("the permissions of this process could not be checked", e);
    }
  }

  private List<String> missing(TreeMap<String, Set<AclOperation>> wanted)
      throws InterruptedException, TimeoutException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Set<AclOperation>> topic : wanted.entrySet()) {
      try {
        TopicDescription description =
            answers.get(topic.getKey()).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        // Null from a broker that does not report operations.
        Optional.ofNullable(description.authorizedOperations())
            .ifPresent(
                allowed ->
                    topic.getValue().stream()
                        .sorted()
                        .filter(operation -> !allowed.contains(operation))
                        .forEach(op -> found.add(errorText.lacks(op, topic.getKey()))));
      } catch (ExecutionException e) {
        if (KafkaErrorText.refused(e)) {
          topic.getValue().stream()
              .sorted()
              .forEach(op -> found.add(errorText.lacks(op, topic.getKey())));
        } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          found.add("topic " + topic.getKey() + " does not exist");
        }
      }
    }
    return List.copyOf(found);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
