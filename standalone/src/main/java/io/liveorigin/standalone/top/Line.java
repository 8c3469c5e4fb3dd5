package io.liveorigin.standalone.top;

import io.liveorigin.standalone.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of the screen that never is wider than it may be, and in which every character can be
 * seen. One thread.
 */
final class Line {
  private record Span(String text, Style style) {}

  private record Range(int first, int last) {}

  /** The blocks of characters that are wide, roughly; a narrow one among them is only cut early. */
  private static final List<Range> WIDE =
      List.of(
          new Range(0x1100, 0x115F),
          new Range(0x2E80, 0x303E),
          new Range(0x3041, 0xA4CF),
          new Range(0xAC00, 0xD7A3),
          new Range(0xF900, 0xFAFF),
          new Range(0xFE30, 0xFE6F),
          new Range(0xFF00, 0xFF60),
          new Range(0xFFE0, 0xFFE6),
          new Range(0x1F300, 0x1FAFF),
          new Range(0x20000, 0x3FFFD));

  private static final String CUT = "…";

  private final int width;
  private final List<Span> spans = new ArrayList<>();
  private int used;

  Line(int width) {
    this.width = width;
  }

  /** Appends as much of a text as there is room for. */
  Line add(String text, Style style) {
    String fitting = cut(text, width - used);
    if (!fitting.isEmpty()) {
      used += columns(fitting);
      spans.add(new Span(fitting, style));
    }
    return this;
  }

  Line add(String text) {
    return add(text, Style.PLAIN);
  }

  /** Appends a text that begins a column: cut, or filled with blanks, to its width. */
  Line left(String text, int columns, Style style) {
    String fitting = cut(text, columns);
    return add(fitting + " ".repeat(columns - columns(fitting)), style);
  }

  /** Appends a text that ends a column, such as a number. */
  Line right(String text, int columns, Style style) {
    String fitting = cut(text, columns);
    return add(" ".repeat(columns - columns(fitting)) + fitting, style);
  }

  /** The text without colours and without blanks at its end. */
  String plain() {
    return spans.stream().map(Span::text).collect(Collectors.joining()).stripTrailing();
  }

  /** The text with the control sequences for its colours. */
  String coloured() {
    return spans.stream()
        .map(span -> span.style().paint(span.text()))
        .collect(Collectors.joining());
  }

  /** Returns the text, escaped, or what of it fits in so many columns, with an ellipsis. */
  static String cut(String text, int columns) {
    String shown = PrintableText.line(text);
    if (columns(shown) <= columns) {
      return shown;
    }
    StringBuilder cut = new StringBuilder();
    int room = columns - 1;
    for (int at = 0; at < shown.length(); ) {
      int point = shown.codePointAt(at);
      room -= columns(point);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(point);
      at += Character.charCount(point);
    }
    return columns <= 0 ? "" : cut + CUT;
  }

  /** Columns that a text takes on a terminal: two for each wide character. */
  static int columns(String text) {
    return text.codePoints().map(Line::columns).sum();
  }

  /**
   * As terminals do: none for marks that combine with the character before, two for ideographs,
   * syllables of Hangul, fullwidth forms and pictures (Unicode Standard Annex 11).
   */
  private static int columns(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return WIDE.stream().anyMatch(range -> point >= range.first() && point <= range.last()) ? 2 : 1;
  }
}
