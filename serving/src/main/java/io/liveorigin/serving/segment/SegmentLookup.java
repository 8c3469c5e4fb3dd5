package io.liveorigin.serving.segment;

import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Response;
import java.util.concurrent.CompletableFuture;

/** What is available for a request now. */
public sealed interface SegmentLookup {
  /**
   * Returns the response, which may be complete already. Only for the result of a call that allowed
   * all look-ups.
   */
  default CompletableFuture<Response> later() {
    if (this instanceof Waiting waiting) {
      return waiting.response();
    }
    if (this instanceof Ready ready) {
      return CompletableFuture.completedFuture(ready.response());
    }
    throw new IllegalStateException("a look-up was not made: " + this);
  }

  /** A response. The receiver releases it. */
  record Ready(Response response) implements SegmentLookup {}

  /**
   * A response that is not complete yet.
   *
   * @param response the receiver releases it
   * @param held whether the request is held. Many may be released at one instant, and then no
   *     client's first bytes may wait for the remainder of another's response (ADR 20)
   */
  record Waiting(CompletableFuture<Response> response, boolean held) implements SegmentLookup {}

  /**
   * No response is available without a look into a store, which the caller did not allow.
   *
   * @param route the route that was found, so that it is not resolved again
   */
  record NeedsLookup(Route route) implements SegmentLookup {}
}
