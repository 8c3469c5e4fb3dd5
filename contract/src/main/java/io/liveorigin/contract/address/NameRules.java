package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * What a tenant, event, representation or pipeline may be called: safe in a URL, a topic and a
 * header.
 */
public final class NameRules {
  public static final int MAX_LENGTH = 64;

  private NameRules() {}

  public static boolean isName(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH || !alphanumeric(text.charAt(0))) {
      return false;
    }
    // By hand: every request is asked, and a pattern costs more than all the rest of its address.
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

  /** Returns {@code value}, or throws naming {@code key} and what is allowed. */
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
