package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a structured-field list at its commas (RFC 9651, section 4.2.1), and refuses one that is
 * too large before it costs anything. There are two reasons. A list such as {@code a,a,a} takes
 * hundreds of times the memory of its text once it is parsed. The library also copies the rest of
 * the list with every member, so 16 KiB of those took 67 MB.
 *
 * @param length the largest number of characters of the field
 * @param members the largest number of members of the list
 * @param parameters the largest number of parameters of all members together
 */
record MemberSplitter(int length, int members, int parameters) {
  /** The bounds of a field in an HTTP request. */
  static final MemberSplitter DECLARED = new MemberSplitter(4096, 64, 128);

  /** The bounds of a field in a record: what was declared, what was found, and who found it. */
  static final MemberSplitter RECORDED = new MemberSplitter(8192, 64, 256);

  /** Returns the members of the list, not parsed yet, without the white space around them. */
  List<String> of(String text) {
    require(text.length() <= length, length, "characters");
    List<String> found = new ArrayList<>();
    int start = 0;
    int semicolons = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
      } else if (c == '(') {
        throw StructuredText.notAToken();
      } else if (c == ';') {
        require(++semicolons <= parameters, parameters, "parameters");
      } else if (c == ',') {
        found.add(stripped(text, start, i));
        require(found.size() < members, members, "members");
        start = i + 1;
      }
    }
    if (!found.isEmpty() || !text.isEmpty()) {
      found.add(stripped(text, start, text.length()));
    }
    return found;
  }

  /** White space before the first member belongs to the field, and must not contain a tab. */
  private static String stripped(String text, int from, int to) {
    int start = from;
    int end = to;
    while (from > 0 && start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static void require(boolean kept, int most, String what) {
    if (!kept) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER,
          "a structured-field list must have at most " + most + " " + what);
    }
  }
}
