package io.liveorigin.contract.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 90s}, {@code 10m}, {@code 1h30m}, {@code
 * 2d}, largest unit first, or ISO 8601 ({@code PT10M}). Documents for services always have ISO
 * 8601. Pure functions.
 */
public final class DurationText {
  /** Examples for messages. */
  public static final String EXAMPLES = "500ms, 30s, 10m, 1h30m, 2d or PT10M";

  private static final Pattern UNITS =
      Pattern.compile(
          "(-?)"
              + number("d")
              + number("h")
              + number("m")
              + number("s")
              + number("ms")
              + "(?<=[a-z])");

  private DurationText() {}

  private static String number(String unit) {
    return "(?:([0-9]{1,9})" + unit + ")?";
  }

  /** Returns the duration; empty if the text is not one. A leading minus sign makes it negative. */
  public static Optional<Duration> parse(String text) {
    Matcher units = UNITS.matcher(text);
    if (units.matches()) {
      Duration sum =
          Duration.ofDays(amount(units, 2))
              .plusHours(amount(units, 3))
              .plusMinutes(amount(units, 4))
              .plusSeconds(amount(units, 5))
              .plusMillis(amount(units, 6));
      return Optional.of(units.group(1).isEmpty() ? sum : sum.negated());
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static long amount(Matcher units, int group) {
    return units.group(group) == null ? 0 : Long.parseLong(units.group(group));
  }
}
