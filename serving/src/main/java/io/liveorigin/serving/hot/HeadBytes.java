package io.liveorigin.serving.hot;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lines of a response head (RFC 9112, section 5). Pure. */
final class HeadBytes {
  private HeadBytes() {}

  /** Our values are ASCII; what a record of others brought beyond that is sent as Jetty does. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A value cannot end its line, whoever wrote it: what might becomes a space, as in Jetty. */
  static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      lines.append(c == '\r' || c == '\n' || c > 0xff ? ' ' : c);
    }
    lines.append("\r\n");
  }

  static String lines(Map<String, String> fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach((name, value) -> line(lines, name, value));
    return lines.toString();
  }
}
