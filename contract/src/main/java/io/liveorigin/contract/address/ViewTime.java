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
 * An instant in the path of a view, whole seconds in UTC. It is written in the basic format of ISO
 * 8601, which needs no character that URLs reserve; its extended format and epoch seconds are read
 * too. Pure.
 */
final class ViewTime {
  /** The forms that are read, as a regular expression without groups. */
  static final String FORMS =
      "[0-9]{8}T[0-9]{6}Z|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z|[0-9]{1,11}";

  /** The last second that has four digits for its year. */
  static final long LAST = 253_402_300_799L;

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ViewTime() {}

  /** The basic format of an instant, epoch seconds. */
  static String write(long seconds) {
    return BASIC.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
  }

  /**
   * Reads one of the {@link #FORMS}.
   *
   * @return epoch seconds, not negative; empty where there is no such day or time
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
