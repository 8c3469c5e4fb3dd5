package io.liveorigin.selector.evidence;

import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.kafka.KafkaErrorText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end offsets of the assigned partitions repeatedly, with one request to each broker, and
 * reports each with the instant before the request. It has one thread of its own.
 */
public final class EndOffsetWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsetWatcher.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final ConsumptionTracker tracker;
  private final NodeClock clock;
  private final ScheduledExecutorService thread;

  /** The last refusal of the brokers; used only by the watcher's own thread. */
  private String refusal = "";

  public EndOffsetWatcher(Admin admin, ConsumptionTracker tracker, NodeClock clock) {
    this.admin = admin;
    this.tracker = tracker;
    this.clock = clock;
    this.thread = NamedThreadFactory.scheduler("end-offset-watcher");
  }

  public void start(Duration interval) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::observe, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void observe() {
    try {
      observeOnce();
    } catch (TimeoutException e) {
      LOG.warn("end offsets did not arrive within {}", TIMEOUT);
    } catch (ExecutionException e) {
      logFailure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is never run again, and there would be no further proof.
      LOG.error("end offsets cannot be read", e);
    }
  }

  /** Logs a failure: a moved leader at debug level, a missing permission once as an error. */
  private void logFailure(Throwable why) {
    boolean news = KafkaErrorText.refused(why) && !String.valueOf(why.getMessage()).equals(refusal);
    if (news) {
      refusal = String.valueOf(why.getMessage());
      LOG.error("end offsets cannot be read, so no absence is proved: {}", refusal);
    } else {
      LOG.debug("end offsets cannot be read: {}", why.getMessage());
    }
  }

  private void observeOnce() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (TopicPartition partition : tracker.assignment()) {
      question.put(partition, OffsetSpec.latest());
    }
    if (question.isEmpty() || clock.inaccuracy().isPresent()) {
      // An instant that may be wrong proves nothing.
      return;
    }
    long instant = clock.millis();
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin.listOffsets(question).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    refusal = "";
    ends.forEach((partition, end) -> tracker.observedEnd(partition, end.offset(), instant));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
