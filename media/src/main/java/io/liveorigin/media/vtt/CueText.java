package io.liveorigin.media.vtt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of a cue in the form that a WebVTT file allows (W3C WebVTT, 4.1): whatever is in the
 * boxes, no part ends its cue or begins another one. Pure.
 */
final class CueText {
  private CueText() {}

  /** Returns the settings that follow the times; empty if they could not be read there. */
  static String settings(String settings) {
    String line =
        VttLines.of(settings).stream().map(String::strip).collect(Collectors.joining(" ")).strip();
    return line.contains(VttLines.ARROW) ? "" : line;
  }

  /**
   * Returns the lines below the times. A blank line would end the cue, and is left out; an arrow
   * would begin another one, and is escaped.
   *
   * @param time time of the cue's beginning on the clock of the times within its payload
   * @param start start of the cue, ms
   */
  static List<String> payload(String payload, Optional<String> time, long start) {
    return VttLines.of(CueTimestamps.moved(payload, time, start)).stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.replace(VttLines.ARROW, "--&gt;"))
        .toList();
  }
}
