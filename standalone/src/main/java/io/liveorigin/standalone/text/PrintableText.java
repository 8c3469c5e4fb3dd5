package io.liveorigin.standalone.text;

/**
 * Text of which every character can be seen. Packagers, viewers and operators can send characters
 * to a log or a terminal that begin a new line, rewrite the line before, change colours and titles
 * (ECMA-48), or reverse the order of the text that follows (Unicode Technical Report 36, section
 * 2.10). Each of these becomes an escape as in a JSON string (RFC 8259, section 7), so that a line
 * of JSON keeps its meaning.
 *
 * <p>A backslash is not escaped: a text may contain {@code \n} literally, which begins no line.
 */
public final class PrintableText {
  private PrintableText() {}

  /**
   * Returns the text as one line: controls, format characters, separators of lines and paragraphs,
   * and halves of surrogate pairs are escaped.
   */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Returns a text of several lines, escaped in the same way except for line feeds. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean lineFeeds) {
    int first = 0;
    while (first < text.length() && seen(text, first, lineFeeds)) {
      first += Character.charCount(text.codePointAt(first));
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    int next;
    for (int at = first; at < text.length(); at = next) {
      next = at + Character.charCount(text.codePointAt(at));
      if (seen(text, at, lineFeeds)) {
        out.append(text, at, next);
      } else {
        text.substring(at, next).chars().forEach(unit -> escape(out, (char) unit));
      }
    }
    return out.toString();
  }

  private static boolean seen(String text, int at, boolean lineFeeds) {
    int point = text.codePointAt(at);
    if (point >= ' ' && point <= '~') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL -> lineFeeds && point == '\n';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder out, char unit) {
    switch (unit) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u%04x".formatted((int) unit));
    }
  }
}
