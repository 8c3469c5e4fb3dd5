package io.liveorigin.standalone.analyse.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants and spans as text: UTC, to the millisecond. */
public final class InstantText {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long IN_SECONDS = 10_000;

  private InstantText() {}

  /** {@code 2026-11-22T18:00:28.000Z}. */
  public static String utc(long millis) {
    return FULL.format(Instant.ofEpochMilli(millis));
  }

  /** {@code 18:00:28.000Z}, where the day is clear. */
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** {@code 350 ms before due}, {@code 12.3 s after due}. */
  public static String relative(long millis, long reference, String name) {
    long difference = millis - reference;
    if (difference == 0) {
      return "exactly when " + name;
    }
    return span(Math.abs(difference)) + (difference < 0 ? " before " : " after ") + name;
  }

  /** {@code 350 ms}, {@code 12.3 s}, {@code 5 min 20 s}. */
  public static String span(long millis) {
    if (millis < IN_SECONDS) {
      return millis + " ms";
    }
    if (millis < 120_000) {
      return "%.1f s".formatted(millis / 1000.0);
    }
    long seconds = millis / 1000;
    return seconds < 7_200
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
