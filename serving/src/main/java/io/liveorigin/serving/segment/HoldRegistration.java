package io.liveorigin.serving.segment;

import java.util.concurrent.CompletableFuture;

/** The result of an attempt to hold a request. */
public sealed interface HoldRegistration {
  /**
   * The request waits.
   *
   * @param release completed once, never exceptionally, on a thread of its own
   * @param first whether no other request waited for the segment before; if so, this one must look
   *     into the index again, for all that join it
   */
  record Waiting(CompletableFuture<HoldRelease> release, boolean first)
      implements HoldRegistration {}

  /**
   * A cap is reached.
   *
   * @param cap key of the setting or limit
   */
  record Refused(String cap) implements HoldRegistration {}
}
