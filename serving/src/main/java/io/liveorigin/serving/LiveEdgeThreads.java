package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads in which answers about the live edge go on that had to wait. */
final class LiveEdgeThreads implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(LiveEdgeThreads.class);
  private static final int RELEASE_THREADS = 4;

  /** One in so many processors; the others are for first bytes and for what is published. */
  private static final int REMAINDER_SHARE = 2;

  /** Behind first bytes and decisions, before the reads of old segments (docs/adr/0020). */
  private static final int REMAINDER_PRIORITY = 2;

  private final ExecutorService releases =
      Executors.newFixedThreadPool(RELEASE_THREADS, NamedThreadFactory.of("release"));
  private final ExecutorService remainders =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / REMAINDER_SHARE),
          NamedThreadFactory.of("remainder").withPriority(REMAINDER_PRIORITY));

  /** Where the futures of requests go on; nothing there may block but for local queries. */
  ExecutorService releases() {
    return releases;
  }

  /** Where the rest of an answer is written, once its client has the first bytes. */
  ExecutorService remainders() {
    return remainders;
  }

  /** Waits for the releases. The remainders do what they have: the listener waits for them. */
  @Override
  public void close() {
    releases.shutdown();
    try {
      if (!releases.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("not all who were held could be answered within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remainders.shutdown();
  }
}
