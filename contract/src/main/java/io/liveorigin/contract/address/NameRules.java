package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * The rules for names of tenants, events, representations and pipelines. A valid name is safe in a
 * URL, a topic name and a header field.
 */
public final class NameRules {
  public static final int MAX_LENGTH = 64;

  private NameRules() {}

  public static boolean isName(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH || !alphanumeric(text.charAt(0))) {
      return false;
    }
    // Checked by hand, because this runs for every request, and a regular expression would cost
    // more than all other work on its address.
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      if (!alphanumeric(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
  }

  /**
   * Returns {@code value} if it is a valid name. Otherwise throws an exception that names {@code
   * key} and the allowed characters.
   */
  public static String require(String key, String value) {
    if (value == null || !isName(value)) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH,
          key
              + " must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter or digit, but is '"
              + value
              + "'");
    }
    return value;
  }
}
