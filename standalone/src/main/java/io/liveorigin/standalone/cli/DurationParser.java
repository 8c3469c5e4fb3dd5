package io.liveorigin.standalone.cli;

import io.liveorigin.contract.json.DurationText;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Parses durations as people write them: {@code 500ms 30s 5m 1h30m 2d}, or ISO 8601. */
final class DurationParser {
  /** Maximum; instants that are computed with longer ones would be out of range. */
  private static final Duration MOST = Duration.ofDays(36_500);

  private DurationParser() {}

  static Duration parse(String text) {
    Duration duration =
        DurationText.parse(text)
            .filter(parsed -> !parsed.isNegative())
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + text + "' is not a duration; write it as " + DurationText.EXAMPLES));
    if (duration.compareTo(MOST) > 0) {
      throw new TypeConversionException(
          "'" + text + "' is too long; it may be " + MOST.toDays() + "d at most");
    }
    return duration;
  }
}
