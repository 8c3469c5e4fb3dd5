package io.liveorigin.serving.segment;

import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.response.Response;
import java.util.concurrent.CompletableFuture;

/** What there is for a request now. */
public sealed interface SegmentLookup {
  /** The answer, now or later, of a reply whose caller allowed all look-ups. */
  default CompletableFuture<Response> later() {
    if (this instanceof Waiting waiting) {
      return waiting.response();
    }
    if (this instanceof Ready ready) {
      return CompletableFuture.completedFuture(ready.response());
    }
    throw new IllegalStateException("a look-up was not made: " + this);
  }

  /** An answer. Whoever gets it releases it. */
  record Ready(Response response) implements SegmentLookup {}

  /**
   * An answer that comes later.
   *
   * @param response whoever gets it releases it
   * @param together whether many may wait for the same instant: then nobody's first bytes are to
   *     wait for the rest of another's answer (ADR 20)
   */
  record Waiting(CompletableFuture<Response> response, boolean together) implements SegmentLookup {}

  /**
   * None without a look into a store, which the caller did not allow.
   *
   * @param route as it was found, so that nobody finds it again
   */
  record NeedsLookup(Route route) implements SegmentLookup {}
}
