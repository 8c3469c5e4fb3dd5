package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.regex.Pattern;

/**
 * What a tenant, event, representation or pipeline may be called: safe in a URL, a topic and a
 * header.
 */
public final class Names {
  public static final int MAX_LENGTH = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
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
