package io.liveorigin.contract.topic;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for Kafka at the start of a process, so that the order in which processes start does not
 * matter. What a wait cannot mend, such as a topic with another number of partitions or a refused
 * credential, is thrown at once.
 */
public final class BrokerWait {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWait.class);
  private static final long FIRST_MILLIS = 500;
  private static final long MOST_MILLIS = 10_000;

  private BrokerWait() {}

  /**
   * Runs {@code step} until Kafka answers. Blocks; an interrupt ends it with {@link
   * ErrorCode#STORAGE_UNAVAILABLE}.
   *
   * @param what is being waited for, as the log says it
   */
  public static void until(KafkaSettings kafka, String what, Runnable step) {
    long wait = FIRST_MILLIS;
    while (true) {
      try {
        step.run();
        return;
      } catch (OriginException e) {
        if (!mayPass(e)) {
          throw e;
        }
        LOG.warn(
            "waiting for Kafka at {}, which is needed to {}: {}; next try in {} ms",
            kafka.bootstrapServers(),
            what,
            e.getMessage(),
            wait);
      }
      pause(what, wait);
      wait = Math.min(MOST_MILLIS, wait * 2);
    }
  }

  private static boolean mayPass(OriginException e) {
    return e.code() == ErrorCode.STORAGE_UNAVAILABLE
        && (e.getCause() instanceof RetriableException || e.getCause() instanceof TimeoutException);
  }

  private static void pause(String what, long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, "interrupted while waiting to " + what, e);
    }
  }
}
