package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * Texts of records that go on into answers, stores and names of topics: checked where they come in.
 */
final class TextChecks {
  private static final int MAX_CONTENT_TYPE = 255;

  /** Kafka's own bound of a topic's name. */
  private static final int MAX_TOPIC = 249;

  private TextChecks() {}

  /** Keys, paths and messages come from anybody: one line, and no longer than a person reads. */
  static String printable(String text, int most) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), most));
    for (int i = 0; i < text.length() && i < most; i++) {
      char c = text.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.toString();
  }

  /**
   * Becomes a response header: one line of printable ASCII, and no more than a media type needs.
   */
  static String contentType(String value) {
    if (value.isEmpty()
        || value.length() > MAX_CONTENT_TYPE
        || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw refused("contentType must be 1 to " + MAX_CONTENT_TYPE + " printable ASCII characters");
    }
    return value;
  }

  /**
   * Is asked from Kafka: a name that no topic can have would be refused there with an exception.
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

  /** Counts and positions are never negative. */
  static void notNegative(String key, long value) {
    if (value < 0) {
      throw refused(key + " must not be negative, but is " + value);
    }
  }

  private static OriginException refused(String detail) {
    return new OriginException(ErrorCode.STORED_BYTES_DIFFER, detail);
  }
}
