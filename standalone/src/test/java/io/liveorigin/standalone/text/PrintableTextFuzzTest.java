package io.liveorigin.standalone.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes: no exception, one line, nothing that cannot be seen, and no secret. */
class PrintableTextFuzzTest {
  /** Each character becomes six at most. */
  private static final int GROWTH = 6;

  static Stream<byte[]> texts() {
    return Stream.of(
            "PUT /acme/live/v0-7.m4s\n12:00:00.000 INFO forged",
            "\u001b[2J\u009b31m\u0085\u2028\u2029\u202e\u2066\ufeff",
            "Authorization: Basic dTpw, cookie=\"a\"; http://u:p@h/",
            "://".repeat(300) + "@",
            "authorization: bearer ".repeat(50),
            "lo_" + "a".repeat(43))
        .map(text -> text.getBytes(StandardCharsets.UTF_16BE));
  }

  @MethodSource("texts")
  @FuzzTest
  void line(byte[] bytes) {
    // Two bytes a character: halves of surrogate pairs come as well.
    String text = new String(bytes, StandardCharsets.UTF_16BE);
    StringBuilder units = new StringBuilder();
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      units.append((char) ((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
    }
    check(text);
    check(units.toString());
  }

  private static void check(String text) {
    String shown = PrintableText.line(RedactedText.of(text));
    if (shown.length() > GROWTH * (text.length() + 1)) {
      throw new AssertionError("too long: " + shown.length() + " for " + text.length());
    }
    if (shown.codePoints().anyMatch(PrintableTextTest::dangerous)
        || PrintableText.lines(text)
            .codePoints()
            .anyMatch(c -> c != '\n' && PrintableTextTest.dangerous(c))) {
      throw new AssertionError("it has a character that cannot be seen");
    }
    if (!PrintableText.line(shown).equals(shown)) {
      throw new AssertionError("shown again it is another");
    }
    if (shown.matches("(?s).*\\blo_[A-Za-z0-9_-]{43}.*")) {
      throw new AssertionError("it has a secret");
    }
  }
}
