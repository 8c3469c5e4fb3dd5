package io.liveorigin.contract.topic;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
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
   * ErrorCode#STORAGE_UNAVAILABLE}, as does what the brokers refuse, within seconds.
   *
   * @param what is being waited for, as the log says it
   */
  public static void until(KafkaSettings kafka, String what, Runnable step) {
    long wait = FIRST_MILLIS;
    while (true) {
      try {
        contact(kafka);
        step.run();
        return;
      } catch (OriginException e) {
        if (!mayPass(e)) {
          throw told(kafka, what, e);
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

  /**
   * Finds out whether anybody answers, sooner than the step itself would: it may have to wait for
   * much more than an answer.
   */
  private static void contact(KafkaSettings kafka) {
    try (Admin admin = kafka.firstContact()) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      String hint =
          KafkaErrorText.refused(e)
              ? ""
              : kafka.trouble().unanswered().map(why -> "; " + why).orElse("");
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, e.getCause().getMessage() + hint, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "interrupted", e);
    }
  }

  /** Where the brokers refused something, who was refused what. */
  private static OriginException told(KafkaSettings kafka, String what, OriginException e) {
    return KafkaErrorText.refused(e)
        ? new OriginException(
            e.code(), "cannot " + what + ": " + kafka.trouble().words(e) + detail(e), e)
        : e;
  }

  /** What was being done says more than what was refused. */
  private static String detail(OriginException e) {
    return e.getCause() instanceof AuthenticationException ? "" : "; " + e.getMessage();
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
