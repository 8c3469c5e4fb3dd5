package io.liveorigin.packager.fault;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of segment numbers, both ends included. Relative numbers ({@code +5}) count from the
 * first number that the packager publishes, which is {@code +0}.
 */
public record FaultNumbers(boolean relative, long first, long last) {
  private static final Pattern RANGE =
      Pattern.compile("(\\+?)([0-9]{1,13})(?:\\.\\.(\\+?)([0-9]{1,13}))?");

  /**
   * Reads {@code *}, {@code 885000000}, {@code 885000000..885000004}, {@code +5}, {@code +5..+9}.
   */
  static FaultNumbers parse(String key, String text) {
    if (text.equals("*")) {
      return new FaultNumbers(false, 0, SegmentAddress.MAX_NUMBER);
    }
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()
        || (matcher.group(3) != null && !matcher.group(3).equals(matcher.group(1)))) {
      throw refused(key, text);
    }
    long first = Long.parseLong(matcher.group(2));
    long last = matcher.group(4) == null ? first : Long.parseLong(matcher.group(4));
    if (last < first || last > SegmentAddress.MAX_NUMBER) {
      throw refused(key, text);
    }
    return new FaultNumbers(!matcher.group(1).isEmpty(), first, last);
  }

  boolean contains(long number, long firstPublished) {
    long base = relative ? firstPublished : 0;
    return number >= base + first && number <= base + last;
  }

  private static OriginException refused(String key, String text) {
    return new OriginException(
        ErrorCode.INVALID_JSON,
        key
            + " must be *, a number or first..last, both also relative to the first published"
            + " segment as in +5 or +5..+9, but is '"
            + text
            + "'");
  }
}
