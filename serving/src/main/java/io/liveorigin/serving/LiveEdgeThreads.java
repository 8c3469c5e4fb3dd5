package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that continue responses at the live edge after a wait. */
final class LiveEdgeThreads implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(LiveEdgeThreads.class);
  private static final int RELEASE_THREADS = 4;

  /** One thread for this many processors; the others are left to first bytes and to publishing. */
  private static final int REMAINDER_SHARE = 2;

  /** Below first bytes and decisions, above reads of old segments (docs/adr/0020). */
  private static final int REMAINDER_PRIORITY = 2;

  private final ExecutorService releases =
      Executors.newFixedThreadPool(RELEASE_THREADS, NamedThreadFactory.of("release"));
  private final ExecutorService remainders =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / REMAINDER_SHARE),
          NamedThreadFactory.of("remainder").withPriority(REMAINDER_PRIORITY));

  /** Continues the futures of requests. Nothing may block there, except for local queries. */
  ExecutorService releases() {
    return releases;
  }

  /** Writes the rest of a response, once its client has the first bytes. */
  ExecutorService remainders() {
    return remainders;
  }

  /** Waits for the releases. The remainders finish by themselves: the listener waits for them. */
  @Override
  public void close() {
    releases.shutdown();
    try {
      if (!releases.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("some held requests got no response within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remainders.shutdown();
  }
}
