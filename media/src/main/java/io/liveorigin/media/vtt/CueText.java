package io.liveorigin.media.vtt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a cue as a WebVTT file may have them (W3C WebVTT, 4.1): whatever is in the boxes, no
 * part ends its cue or begins another one. Pure.
 */
final class CueText {
  private CueText() {}

  /** The line in front of the times. Empty where it would be taken for something else. */
  static Optional<String> id(String id) {
    String line = oneLine(id);
    boolean other =
        Stream.of(FileHeader.SIGNATURE, FileHeader.STYLE, FileHeader.REGION, "NOTE")
            .anyMatch(word -> Lines.begins(line, word));
    return line.isEmpty() || other || line.contains(Lines.ARROW)
        ? Optional.empty()
        : Optional.of(line);
  }

  /** What stands behind the times; empty where it could not be read there. */
  static String settings(String settings) {
    String line = oneLine(settings);
    return line.contains(Lines.ARROW) ? "" : line;
  }

  private static String oneLine(String text) {
    return Lines.of(text).stream().map(String::strip).collect(Collectors.joining(" ")).strip();
  }

  /**
   * The lines below the times. A blank line would end the cue, and is left out; an arrow would
   * begin another one, and is escaped.
   *
   * @param time of the cue's beginning on the clock of the times within its payload
   * @param start of the cue, ms
   */
  static List<String> payload(String payload, Optional<String> time, long start) {
    return Lines.of(InnerTimes.moved(payload, time, start)).stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.replace(Lines.ARROW, "--&gt;"))
        .toList();
  }
}
