package io.liveorigin.standalone.cli;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.serving.hls.TargetDuration;
import java.io.PrintWriter;
import java.util.Optional;

/** Warns if the budgets of a definition allow HLS playlists to be late (RFC 8216bis, 6.2.1). */
final class LatePlaylistWarnings {
  private LatePlaylistWarnings() {}

  /**
   * Prints one line, or none.
   *
   * @param running the event that the definition would change; its target duration stays
   */
  static void print(
      EventDefinition definition, Optional<EventDefinition> running, PrintWriter out) {
    running
        .map(TargetDuration::of)
        .orElseGet(() -> TargetDuration.of(definition))
        .warning(definition, running.isEmpty())
        .ifPresent(text -> out.println("  warning: " + text));
    out.flush();
  }
}
