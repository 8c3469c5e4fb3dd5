package io.liveorigin.serving.answer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditional requests against a strong validator (RFC 9110, section 13). Dates are not compared:
 * these answers carry no Last-Modified. Pure.
 */
public final class Preconditions {
  /** What the conditions say. */
  public enum Verdict {
    PROCEED,
    NOT_MODIFIED,
    FAILED
  }

  private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

  private Preconditions() {}

  /**
   * If-Match first, by strong comparison, then If-None-Match, by weak comparison (section 13.2.2).
   *
   * @param ifMatch the field lines of If-Match
   * @param ifNoneMatch the field lines of If-None-Match
   * @param etag of the current representation, strong
   */
  public static Verdict evaluate(List<String> ifMatch, List<String> ifNoneMatch, String etag) {
    if (!ifMatch.isEmpty() && !lists(ifMatch, etag, false)) {
      return Verdict.FAILED;
    }
    if (!ifNoneMatch.isEmpty() && lists(ifNoneMatch, etag, true)) {
      return Verdict.NOT_MODIFIED;
    }
    return Verdict.PROCEED;
  }

  /** Whether a Range counts: without If-Range, or with our very tag (section 13.1.5). */
  public static boolean rangeApplies(Optional<String> ifRange, String etag) {
    return ifRange.map(value -> value.strip().equals(etag)).orElse(true);
  }

  private static boolean lists(List<String> lines, String etag, boolean weak) {
    for (String line : lines) {
      if (line.strip().equals("*")) {
        return true;
      }
      Matcher tags = TAG.matcher(line);
      while (tags.find()) {
        if (tags.group(2).equals(etag) && (weak || tags.group(1) == null)) {
          return true;
        }
      }
    }
    return false;
  }
}
