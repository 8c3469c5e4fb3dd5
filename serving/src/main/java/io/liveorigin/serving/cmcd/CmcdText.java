package io.liveorigin.serving.cmcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Common Media Client Data as text: members {@code key=value} with commas between them (CTA-5004,
 * section 3). Keys may have upper-case letters, so it is not quite a structured field. Pure.
 *
 * @param valid whether it follows the grammar
 * @param starved whether the player reports that its buffer ran dry: key {@code bs}
 */
record CmcdText(boolean valid, boolean starved) {
  static final CmcdText MALFORMED = new CmcdText(false, false);

  private static final int MAX_LENGTH = 8192;
  private static final int MAX_MEMBERS = 128;
  private static final String STARVED = "bs";
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

  /** Reads the text. Never throws, whatever the text; its length bounds the cost. */
  static CmcdText read(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      return MALFORMED;
    }
    boolean starved = false;
    int members = 0;
    int at = 0;
    while (at <= text.length()) {
      int end = memberEnd(text, at);
      if (end < 0 || ++members > MAX_MEMBERS) {
        return MALFORMED;
      }
      String member = text.substring(at, end).strip();
      int equals = member.indexOf('=');
      String key = equals < 0 ? member : member.substring(0, equals);
      if (!KEY.matcher(key).matches() || equals == member.length() - 1) {
        return MALFORMED;
      }
      // A boolean is true if present; in version 2 it may also be ?0 or ?1 or a list.
      starved |= key.equals(STARVED) && !member.endsWith("=?0");
      at = end + 1;
    }
    return new CmcdText(true, starved);
  }

  /**
   * The members of a text that follows the grammar, each without its spaces; empty for any other
   * text. Never throws.
   */
  static Optional<List<String>> members(String text) {
    if (!read(text).valid()) {
      return Optional.empty();
    }
    List<String> members = new ArrayList<>();
    for (int at = 0; at <= text.length(); ) {
      int end = memberEnd(text, at);
      members.add(text.substring(at, end).strip());
      at = end + 1;
    }
    return Optional.of(members);
  }

  /**
   * The comma that ends the member at {@code from}, or the end; -1 if a quote stays open or there
   * is a control character.
   */
  private static int memberEnd(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return -1;
      }
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return quoted ? -1 : text.length();
  }
}
