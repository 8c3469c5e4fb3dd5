package io.liveorigin.serving.response;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditional fields of a GET or HEAD (RFC 9110, section 13.1), as field lines.
 *
 * @param ifMatch If-Match
 * @param ifNoneMatch If-None-Match
 * @param ifModifiedSince If-Modified-Since
 * @param ifUnmodifiedSince If-Unmodified-Since
 */
public record Preconditions(
    List<String> ifMatch,
    List<String> ifNoneMatch,
    List<String> ifModifiedSince,
    List<String> ifUnmodifiedSince) {
  /** The result of the conditions. */
  public enum Verdict {
    PROCEED,
    NOT_MODIFIED,
    FAILED
  }

  /** A request without conditions. */
  public static final Preconditions NONE =
      new Preconditions(List.of(), List.of(), List.of(), List.of());

  private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

  /**
   * Evaluates the conditions in the order of section 13.2.2: If-Match (strong comparison), else
   * If-Unmodified-Since; then If-None-Match (weak comparison), else If-Modified-Since. A date is
   * ignored if it cannot be parsed, if the field occurs twice, or if the content has no
   * Last-Modified.
   *
   * @param etag of the current bytes, strong
   * @param modified their Last-Modified, epoch seconds
   * @param now epoch seconds
   */
  public Verdict evaluate(String etag, OptionalLong modified, long now) {
    if (ifMatch.isEmpty()) {
      OptionalLong since = date(ifUnmodifiedSince, now);
      if (since.isPresent() && modified.isPresent() && modified.getAsLong() > since.getAsLong()) {
        return Verdict.FAILED;
      }
    } else if (!matches(ifMatch, etag)) {
      return Verdict.FAILED;
    }
    if (ifNoneMatch.isEmpty()) {
      OptionalLong since = date(ifModifiedSince, now);
      return since.isPresent() && modified.isPresent() && modified.getAsLong() <= since.getAsLong()
          ? Verdict.NOT_MODIFIED
          : Verdict.PROCEED;
    }
    return lists(ifNoneMatch, etag, true) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
  }

  /**
   * Returns whether a Range applies (section 13.1.5): without If-Range, with exactly the current
   * tag, or with exactly the current date. The date is a strong validator, because it is written
   * only for bytes that had no predecessor.
   */
  public static boolean rangeApplies(
      Optional<String> ifRange, String etag, OptionalLong modified, long now) {
    if (ifRange.isEmpty()) {
      return true;
    }
    String value = ifRange.get().strip();
    if (value.startsWith("\"") || value.startsWith("W/")) {
      return value.equals(etag);
    }
    return modified.isPresent() && HttpDate.read(value, now).equals(modified);
  }

  /** Returns whether a resource that has that strong tag now may be changed (section 13.1.1). */
  public static boolean matches(List<String> ifMatch, String etag) {
    return ifMatch.isEmpty() || lists(ifMatch, etag, false);
  }

  private static OptionalLong date(List<String> lines, long now) {
    return lines.size() == 1 ? HttpDate.read(lines.get(0).strip(), now) : OptionalLong.empty();
  }

  private static boolean lists(List<String> lines, String etag, boolean weak) {
    for (String line : lines) {
      // Nearly all requests have exactly this tag.
      if (line.equals(etag) || line.strip().equals("*")) {
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
