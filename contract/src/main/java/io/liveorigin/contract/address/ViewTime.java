package io.liveorigin.contract.address;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * An instant in the path of a view, in whole seconds of UTC. It is written in the basic format of
 * ISO 8601, which needs no character that URLs reserve. The extended format and epoch seconds are
 * also accepted. Pure functions.
 */
final class ViewTime {
  /** The accepted forms, as a regular expression without groups. */
  static final String FORMS =
      "[0-9]{8}T[0-9]{6}Z|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z|[0-9]{1,11}";

  /** The last second whose year has four digits, in epoch seconds. */
  static final long LAST = 253_402_300_799L;

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ViewTime() {}

  /** Writes an instant, given in epoch seconds, in the basic format. */
  static String write(long seconds) {
    return BASIC.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
  }

  /**
   * Reads one of the {@link #FORMS}.
   *
   * @return epoch seconds, not negative; empty if there is no such day or time, or it is before
   *     1970
   */
  static OptionalLong read(String text) {
    if (text.indexOf('T') < 0) {
      return OptionalLong.of(Long.parseLong(text));
    }
    try {
      long seconds =
          LocalDateTime.parse(text.replaceAll("[-:]", ""), BASIC).toEpochSecond(ZoneOffset.UTC);
      return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
