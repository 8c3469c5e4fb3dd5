package io.liveorigin.contract.segment;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with a candidate: a kind, parameters, and who found it.
 *
 * @param name wire name: a {@link DefectKind} or {@code x-*}
 * @param parameters details and amounts, by name; integers have their unit in the name or in a
 *     parameter beside it ({@code count}, {@code delta} with {@code timescale}); sorted, values are
 *     Long, Boolean or String
 * @param source who found it
 */
public record Defect(String name, Map<String, Object> parameters, DefectSource source) {
  private static final Pattern NAME = Pattern.compile("(?!x-$)[a-z][a-z0-9-]{0,63}");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_.*-]{0,31}");
  private static final int MAX_STRING = 128;

  /**
   * The parameter that says in records who found a defect. No defect has one of its own by this
   * name.
   */
  public static final String SOURCE = "source";

  /**
   * The kind that ingest gives to a segment that it could not inspect because of a fault of its
   * own.
   */
  public static final String NOT_INSPECTED = "x-not-inspected";

  /** The largest integer of a parameter (RFC 9651, section 3.3.1). */
  public static final long MAX_INTEGER = 999_999_999_999_999L;

  public Defect {
    if (!NAME.matcher(name).matches() || DefectKind.of(name).isEmpty()) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER,
          "defect '" + name + "' must be one of the documented kinds or start with x-");
    }
    for (Map.Entry<String, Object> entry : parameters.entrySet()) {
      if (!KEY.matcher(entry.getKey()).matches()
          || entry.getKey().equals(SOURCE)
          || !allowed(entry.getValue())) {
        throw new OriginException(
            ErrorCode.MALFORMED_HEADER,
            "parameter '"
                + entry.getKey()
                + "' of defect "
                + name
                + " must be an integer of at most 15 digits, a boolean or a printable ASCII string"
                + " of at most "
                + MAX_STRING
                + " characters, and must not be named source");
      }
    }
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  public static Defect of(DefectKind kind, DefectSource source, Map<String, Object> parameters) {
    return new Defect(kind.wire(), parameters, source);
  }

  public DefectKind kind() {
    return DefectKind.of(name).orElseThrow();
  }

  public boolean mediaAffecting() {
    return kind().mediaAffecting();
  }

  /** Returns whether it says only that inspection failed. A packager cannot declare this. */
  boolean isNotInspected() {
    return name.equals(NOT_INSPECTED) && source == DefectSource.INGEST;
  }

  private static boolean allowed(Object value) {
    if (value instanceof String text) {
      return text.length() <= MAX_STRING && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
    return value instanceof Boolean
        || (value instanceof Long number && number >= -MAX_INTEGER && number <= MAX_INTEGER);
  }
}
