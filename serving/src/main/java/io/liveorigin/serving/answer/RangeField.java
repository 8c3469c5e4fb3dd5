package io.liveorigin.serving.answer;

import java.util.Optional;

/** Reads a {@code Range} header (RFC 9110, sections 14.1.2 and 14.2). Pure. */
public final class RangeField {
  private static final String UNIT = "bytes=";
  private static final int MAX_DIGITS = 18;

  private RangeField() {}

  /**
   * One range: {@code first-last}, {@code first-} or the suffix {@code -length}. Everything else is
   * the whole body: an unknown unit, what does not follow the grammar, a last byte before the first
   * (section 14.2 lets a server pass over it), and several ranges at once.
   */
  public static ByteRange read(Optional<String> header, int size) {
    String text = header.orElse("");
    if (!text.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return new ByteRange.Whole();
    }
    String range = text.substring(UNIT.length()).strip();
    int dash = range.indexOf('-');
    String first = dash < 0 ? "" : range.substring(0, dash);
    String last = dash < 0 ? "" : range.substring(dash + 1);
    if (!digits(first) || !digits(last) || (first.isEmpty() && last.isEmpty())) {
      return new ByteRange.Whole();
    }
    if (first.isEmpty()) {
      return suffix(number(last), size);
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    if (to < from) {
      return new ByteRange.Whole();
    }
    return from >= size
        ? new ByteRange.Unsatisfiable()
        : new ByteRange.Part((int) from, (int) Math.min(to, size - 1L));
  }

  private static ByteRange suffix(long length, int size) {
    if (length == 0 || size == 0) {
      return new ByteRange.Unsatisfiable();
    }
    return new ByteRange.Part((int) Math.max(0, size - length), size - 1);
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** More digits than any body has bytes count as very many. */
  private static long number(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    String significant = digits.substring(zeros);
    return significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
