package io.liveorigin.serving.invalidation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends one request to a CDN node. Any thread; never blocks the caller. */
@FunctionalInterface
interface PurgeSender {
  /**
   * Completes with nothing when the node has answered that it did so, or has nothing to forget;
   * else with what went wrong. Never completes exceptionally.
   */
  CompletableFuture<Optional<String>> send(PurgeRequest request);
}
