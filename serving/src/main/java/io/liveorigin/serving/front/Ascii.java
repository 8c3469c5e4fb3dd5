package io.liveorigin.serving.front;

import java.nio.charset.StandardCharsets;

/** Compares bytes with text, without creating strings. Pure. */
final class Ascii {
  private static final int SIZE = 128;

  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A table that is true for letters, digits and {@code others}, by character. */
  static boolean[] table(String others) {
    boolean[] table = new boolean[SIZE];
    for (int c = 0; c < table.length; c++) {
      table[c] =
          c >= '0' && c <= '9'
              || c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || others.indexOf(c) >= 0;
    }
    return table;
  }

  static boolean is(boolean[] table, byte b) {
    return b >= 0 && table[b];
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Whether these bytes are that text, ignoring case; {@code name} is in lower case. */
  static boolean named(byte[] bytes, String name, int from, int to) {
    return to - from == name.length() && startsLike(bytes, name, from, to);
  }

  /** Whether the bytes begin with that text, ignoring case; {@code text} is in lower case. */
  static boolean startsLike(byte[] bytes, String text, int from, int to) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes begin with exactly these bytes. */
  static boolean startsWith(byte[] bytes, byte[] text, int from, int to) {
    if (to - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
