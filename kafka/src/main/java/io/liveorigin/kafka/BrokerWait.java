package io.liveorigin.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
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
 * matter. A failure that waiting cannot cure, such as a topic with another number of partitions or
 * a refused credential, is thrown at once.
 */
public final class BrokerWait {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWait.class);
  private static final Duration EVER = Duration.ofDays(36_500);
  private static final long FIRST_MILLIS = 500;
  private static final long MOST_MILLIS = 10_000;

  private BrokerWait() {}

  /**
   * Repeats {@code step} until Kafka responds and the step succeeds. Blocks. An interrupt ends the
   * wait with {@link ErrorCode#STORAGE_UNAVAILABLE}; so does, within seconds, a refusal by the
   * brokers.
   *
   * @param what purpose of the wait, as a verb phrase for the log and for messages
   */
  public static void until(KafkaSettings kafka, String what, Runnable step) {
    until(kafka, what, EVER, step);
  }

  /**
   * The same, but for {@code limit} at most. After that it throws {@link
   * ErrorCode#STORAGE_UNAVAILABLE} with the cause of the last failure. Zero tries once.
   */
  public static void until(KafkaSettings kafka, String what, Duration limit, Runnable step) {
    long began = System.nanoTime();
    long wait = FIRST_MILLIS;
    while (true) {
      try {
        contact(kafka);
        step.run();
        return;
      } catch (OriginException e) {
        if (!mayPass(e) || limit.minusNanos(System.nanoTime() - began).isNegative()) {
          throw withoutBroker(kafka, what, e);
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
   * Checks whether any broker responds. The step itself would take longer to find out, since it may
   * have to wait for much more than a response.
   */
  private static void contact(KafkaSettings kafka) {
    requireReachable(kafka);
    try (Admin admin = kafka.firstContact()) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      String hint =
          KafkaErrorText.refused(e)
              ? ""
              : kafka.trouble().unanswered().map(why -> "; " + why).orElse("");
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, FailureText.of(e) + hint, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "interrupted", e);
    }
  }

  /**
   * Checks within a second or two whether a broker accepts connections. Throws {@link
   * ErrorCode#STORAGE_UNAVAILABLE} with the addresses if none does, and returns if one does or may.
   */
  public static void requireReachable(KafkaSettings kafka) {
    kafka
        .trouble()
        .unreachable()
        .ifPresent(
            why -> {
              throw new OriginException(
                  ErrorCode.STORAGE_UNAVAILABLE, why, new TimeoutException(why));
            });
  }

  /**
   * Returns the exception to throw. If the brokers refused something, it names the principal and
   * the missing right.
   */
  private static OriginException withoutBroker(
      KafkaSettings kafka, String what, OriginException e) {
    return KafkaErrorText.refused(e)
        ? new OriginException(
            e.code(), "cannot " + what + ": " + kafka.trouble().words(e) + detail(e), e)
        : e;
  }

  /** Returns the message of the failed step, unless the credential itself was refused. */
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
