package io.liveorigin.serving.response;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Parses a {@code Range} header (RFC 9110, sections 14.1.2 and 14.2). Pure.
 *
 * <p>A request for many small or overlapping ranges must not cost more than the whole body would
 * (section 17.15). Therefore at most {@link #MAX_RANGES} are accepted, and ranges that overlap or
 * are closer together than the overhead of a part are joined. If the parts would not be smaller
 * than the whole body, the whole body is sent.
 */
public final class RangeField {
  /** More than any player or cache requests at once. */
  public static final int MAX_RANGES = 16;

  /** Approximate size of the head of a part in bytes (section 15.3.7.2). */
  static final int PART_OVERHEAD = 160;

  private static final String UNIT = "bytes=";
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_DIGITS = 18;

  /** A range of the body; {@code at} is its position in the client's list. */
  private record Placed(int from, int to, int at) {}

  private RangeField() {}

  /**
   * Parses ranges {@code first-last}, {@code first-} and the suffix {@code -length}. Returns the
   * whole body for an unknown unit, for a value that does not follow the grammar, for a last byte
   * before the first (section 14.2 lets a server ignore it), and for too many ranges.
   */
  public static ByteRange read(Optional<String> header, int size) {
    String text = header.orElse("");
    if (!text.regionMatches(true, 0, UNIT, 0, UNIT.length()) || text.length() > MAX_LENGTH) {
      return new ByteRange.Whole();
    }
    List<ByteRange> ranges = new ArrayList<>();
    for (String spec : text.substring(UNIT.length()).split(",", -1)) {
      String trimmed = spec.strip();
      // Empty elements of a list do not count (section 5.6.1.2).
      if (!trimmed.isEmpty()) {
        ranges.add(one(trimmed, size));
      }
    }
    if (ranges.isEmpty()
        || ranges.size() > MAX_RANGES
        || ranges.stream().anyMatch(ByteRange.Whole.class::isInstance)) {
      return new ByteRange.Whole();
    }
    return joined(ranges, size);
  }

  private static ByteRange joined(List<ByteRange> ranges, int size) {
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i) instanceof ByteRange.Part part) {
        placed.add(new Placed(part.from(), part.to(), i));
      }
    }
    if (placed.isEmpty()) {
      return new ByteRange.Unsatisfiable();
    }
    if (placed.size() == 1) {
      return new ByteRange.Part(placed.get(0).from(), placed.get(0).to());
    }
    // The parts are in the order in which they were requested (section 15.3.7.2).
    List<ByteRange.Part> parts =
        coalesced(placed).stream()
            .sorted(Comparator.comparingInt(Placed::at))
            .map(p -> new ByteRange.Part(p.from(), p.to()))
            .toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long cost = parts.stream().mapToLong(p -> (long) p.length() + PART_OVERHEAD).sum();
    return cost >= size ? new ByteRange.Whole() : new ByteRange.Several(parts);
  }

  private static List<Placed> coalesced(List<Placed> placed) {
    List<Placed> byStart = new ArrayList<>(placed);
    byStart.sort(Comparator.comparingInt(Placed::from));
    List<Placed> apart = new ArrayList<>();
    Placed open = byStart.get(0);
    for (Placed next : byStart.subList(1, byStart.size())) {
      if (next.from() - open.to() <= PART_OVERHEAD) {
        open =
            new Placed(open.from(), Math.max(open.to(), next.to()), Math.min(open.at(), next.at()));
      } else {
        apart.add(open);
        open = next;
      }
    }
    apart.add(open);
    return apart;
  }

  private static ByteRange one(String range, int size) {
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

  /** A number with more digits than the size of any body counts as very large. */
  private static long number(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    String significant = digits.substring(zeros);
    return significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
