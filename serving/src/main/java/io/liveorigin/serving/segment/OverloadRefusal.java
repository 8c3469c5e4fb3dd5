package io.liveorigin.serving.segment;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * The refusal of an older segment so that the live edge is served. A cache may keep it for some
 * seconds, so that a storm does not come back for each viewer. The refusal of a segment at the live
 * edge that cannot be delivered must not be cached. Pure.
 */
public final class OverloadRefusal {
  private final String cacheControl;
  private final String retryAfter;

  /**
   * @param age how long caches keep the refusal and clients wait, whole seconds
   */
  public OverloadRefusal(Duration age) {
    this.cacheControl = CachePolicy.overloaded(age);
    this.retryAfter = Long.toString(age.toSeconds());
  }

  /** The refusal, with a detail for people. */
  public Refusal refusal(String detail) {
    return Refusal.of(ErrorCode.OVERLOADED, detail, cacheControl)
        .with(Refusal.RETRY_AFTER, retryAfter)
        .asCommon();
  }

  /** Translates a failed read-back for a request of that priority. */
  CompletionException failure(Priority priority, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean refusable =
        priority.compareTo(Priority.DVR) >= 0
            && cause instanceof OriginException own
            && own.code() == ErrorCode.OVERLOADED;
    return new CompletionException(
        refusable ? new RefusedException(refusal(cause.getMessage())) : cause);
  }
}
