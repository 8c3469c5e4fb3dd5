package io.liveorigin.standalone.text;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The writer that a command prints to. {@code println} prints one line whatever the text has in it,
 * and so does {@code printf} for each value; {@code print} keeps line feeds. Every other invisible
 * character is escaped: see {@link PrintableText}. {@code write} and {@code append} escape nothing,
 * for the control sequences that the program itself sends to a terminal. Flushes with each line.
 */
public final class ConsoleWriter extends PrintWriter {
  public ConsoleWriter(Writer out) {
    super(out, true);
  }

  @Override
  public void print(String text) {
    super.print(PrintableText.lines(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void println(String line) {
    super.println(PrintableText.line(String.valueOf(line)));
  }

  @Override
  public void println(Object value) {
    println(String.valueOf(value));
  }

  @Override
  public PrintWriter format(String format, Object... values) {
    return super.format(format, shown(values));
  }

  @Override
  public PrintWriter format(Locale locale, String format, Object... values) {
    return super.format(locale, format, shown(values));
  }

  private static Object[] shown(Object[] values) {
    // Numbers keep their type, because the format may need it.
    return Arrays.stream(values)
        .map(v -> v instanceof Number ? v : PrintableText.line(String.valueOf(v)))
        .toArray();
  }
}
