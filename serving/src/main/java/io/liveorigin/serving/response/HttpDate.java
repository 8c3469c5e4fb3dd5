package io.liveorigin.serving.response;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** HTTP-date (RFC 9110, section 5.6.7), always UTC. Pure. */
public final class HttpDate {
  /** The form that is written. It is followed by the two forms that old clients still send. */
  private static final DateTimeFormatter FIXDATE = formatter("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

  private static final DateTimeFormatter ASCTIME = formatter("EEE MMM ppd HH:mm:ss uuuu");
  private static final Pattern RFC_850 =
      Pattern.compile(
          "(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), \\d\\d-[A-Z][a-z][a-z]-\\d\\d"
              + " \\d\\d:\\d\\d:\\d\\d GMT");
  private static final int LONGEST = 40;
  private static final int FUTURE_YEARS = 50;

  private HttpDate() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Writes an IMF-fixdate. */
  public static String write(long epochSeconds) {
    return FIXDATE.format(Instant.ofEpochSecond(epochSeconds).atOffset(ZoneOffset.UTC));
  }

  /**
   * Parses any of the three forms to epoch seconds; empty for anything else, whatever the text.
   *
   * @param now epoch seconds; a year of two digits lies at most 50 years ahead of it
   */
  public static OptionalLong read(String text, long now) {
    if (text.length() > LONGEST) {
      return OptionalLong.empty();
    }
    if (RFC_850.matcher(text).matches()) {
      return rfc850(text, now);
    }
    OptionalLong fixdate = parse(FIXDATE, text);
    return fixdate.isPresent() ? fixdate : parse(ASCTIME, text);
  }

  private static OptionalLong rfc850(String text, long now) {
    int year = Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC).getYear();
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .appendPattern("dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, year + FUTURE_YEARS - 99)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);
    // The day of the week is skipped. It follows from the date, and is wrong if the client has the
    // wrong century.
    return parse(format, text.substring(text.indexOf(' ') + 1));
  }

  private static OptionalLong parse(DateTimeFormatter format, String text) {
    try {
      return OptionalLong.of(LocalDateTime.parse(text, format).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
