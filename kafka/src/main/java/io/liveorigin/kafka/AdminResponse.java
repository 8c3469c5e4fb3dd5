package io.liveorigin.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the response to a request of an administrative client. */
public final class AdminResponse {
  private AdminResponse() {}

  /**
   * Returns the response.
   *
   * @param what the request, to complete the sentence "could not ..."
   * @throws OriginException {@link ErrorCode#STORAGE_UNAVAILABLE} if it failed, with Kafka's own
   *     exception as its cause, or if there was no response within {@code limit}
   */
  public static <T> T await(String what, KafkaFuture<T> response, Duration limit) {
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(what, FailureText.of(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(what, "no response within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(what, "the wait was interrupted", e);
    }
  }

  private static OriginException unavailable(String what, String why, Throwable cause) {
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE, "could not " + what + ": " + why, cause);
  }
}
