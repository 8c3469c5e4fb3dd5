package io.liveorigin.serving.invalidation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends one request to a CDN node. Thread-safe; never blocks the caller. */
@FunctionalInterface
interface PurgeSender {
  /**
   * Sends a request.
   *
   * @return completes with empty when the node has responded that it did so, or has nothing to
   *     purge; otherwise with a description of the failure. Never completes exceptionally
   */
  CompletableFuture<Optional<String>> send(PurgeRequest request);
}
