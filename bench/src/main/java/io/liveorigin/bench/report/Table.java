package io.liveorigin.bench.report;

import java.util.Locale;

/** A Markdown table, and lines of text after it. Used by one thread. */
public final class Table {
  private final StringBuilder text = new StringBuilder();

  /**
   * @param header the first row, for example {@code | | quiet | storm |}
   */
  public Table(String header) {
    long columns = header.chars().filter(c -> c == '|').count() - 1;
    text.append(header).append("\n|").append("---|".repeat((int) columns)).append('\n');
  }

  /**
   * Adds a row or another line.
   *
   * @param format as in {@link String#format}, without the line break
   */
  public Table line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
