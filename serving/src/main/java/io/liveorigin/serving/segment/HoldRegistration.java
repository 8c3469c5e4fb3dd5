package io.liveorigin.serving.segment;

import java.util.concurrent.CompletableFuture;

/** The answer to a request that wants to be held. */
public sealed interface HoldRegistration {
  /**
   * It waits.
   *
   * @param release completed once, never exceptionally, on a thread of its own
   * @param first whether nobody waited for the segment before: then this one must look again, for
   *     all who join it
   */
  record Waiting(CompletableFuture<HoldRelease> release, boolean first)
      implements HoldRegistration {}

  /** A cap is reached. */
  record Refused(String cap) implements HoldRegistration {}
}
