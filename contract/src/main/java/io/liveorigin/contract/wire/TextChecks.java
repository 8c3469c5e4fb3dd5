package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/** Checks texts of records before they are used in responses, stores and names of topics. */
public final class TextChecks {
  private static final int MAX_CONTENT_TYPE = 255;

  /** Kafka's own bound for the name of a topic. */
  private static final int MAX_TOPIC = 249;

  private TextChecks() {}

  /**
   * Returns one line of printable ASCII, no longer than a person reads: keys, paths and messages
   * come from anybody.
   */
  static String printable(String text, int most) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), most));
    for (int i = 0; i < text.length() && i < most; i++) {
      char c = text.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.toString();
  }

  /**
   * Checks a value that becomes a response header field: one line of printable ASCII, and no more
   * than a media type needs.
   */
  public static String contentType(String value) {
    if (value.isEmpty()
        || value.length() > MAX_CONTENT_TYPE
        || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw refused("contentType must be 1 to " + MAX_CONTENT_TYPE + " printable ASCII characters");
    }
    return value;
  }

  /**
   * Checks a name that is requested from Kafka, which would refuse an impossible name with an
   * exception.
   */
  static String topic(String value) {
    if (value.isEmpty()
        || value.length() > MAX_TOPIC
        || !value.chars().allMatch(TextChecks::inTopic)
        || value.equals(".")
        || value.equals("..")) {
      throw refused("topic must be 1 to " + MAX_TOPIC + " of A-Z a-z 0-9 . _ -");
    }
    return value;
  }

  private static boolean inTopic(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /** Checks a count or a position, which is never negative. */
  static void notNegative(String key, long value) {
    if (value < 0) {
      throw refused(key + " must not be negative, but is " + value);
    }
  }

  private static OriginException refused(String detail) {
    return new OriginException(ErrorCode.STORED_BYTES_DIFFER, detail);
  }
}
