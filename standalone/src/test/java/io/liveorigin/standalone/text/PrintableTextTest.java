package io.liveorigin.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTextTest {
  @ParameterizedTest
  @CsvSource({
    // Code point in hex, as it is shown.
    "a, \\n",
    "d, \\r",
    "9, \\t",
    "0, \\u0000",
    "7, \\u0007",
    "1b, \\u001b",
    "7f, \\u007f",
    "85, \\u0085",
    "9b, \\u009b",
    "ad, \\u00ad",
    "61c, \\u061c",
    "200b, \\u200b",
    "200f, \\u200f",
    "2028, \\u2028",
    "2029, \\u2029",
    "202e, \\u202e",
    "2066, \\u2066",
    "feff, \\ufeff",
    "d800, \\ud800",
    "dfff, \\udfff",
    "e0041, \\udb40\\udc41",
  })
  void whatCannotBeSeenIsEscaped(String hex, String shown) {
    String hidden = Character.toString(Integer.parseInt(hex, 16));
    assertThat(PrintableText.line("before " + hidden + " after"))
        .isEqualTo("before " + shown + " after");
    assertThat(PrintableText.line(hidden)).isEqualTo(shown);
  }

  @Test
  void whatCanBeSeenStays() {
    String text = "GET /tv/live/v0-7.m4s \\n 'é' ü 日本語 עברית 🎬 \u00a0|";
    assertThat(PrintableText.line(text)).isSameAs(text);
    assertThat(PrintableText.line("")).isEmpty();
  }

  @Test
  void ofSeveralLinesOnlyTheLineFeedsStay() {
    assertThat(PrintableText.lines("a\nb\r\n\u001b[2J\u2028c"))
        .isEqualTo("a\nb\\r\n\\u001b[2J\\u2028c");
  }

  @Test
  void noCodePointLeavesAControlOrAFormatCharacter() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .forEach(
            point ->
                assertThat(PrintableText.line("x" + Character.toString(point)).codePoints())
                    .as("U+%04X", point)
                    .noneMatch(PrintableTextTest::dangerous));
  }

  @Test
  void aStringOfJsonSaysTheSame() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    String text = "line\u2028bidi\u202e tag\udb40\udc41 end";
    assertThat(json.readValue(PrintableText.line(json.writeValueAsString(text)), String.class))
        .isEqualTo(text);
  }

  static boolean dangerous(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
