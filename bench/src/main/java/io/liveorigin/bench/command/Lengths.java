package io.liveorigin.bench.command;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Converts durations as people write them: {@code 90s}, {@code 30m}, {@code 2h}. */
public final class Lengths implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  /** Returns a duration as people write it. */
  public static String written(Duration length) {
    return length.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
