package io.liveorigin.standalone.text;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a command prints to. {@code println} is one line whatever is in it, and so is each value of
 * {@code printf}; {@code print} leaves line feeds. Everything else that cannot be seen is escaped:
 * see {@link PrintableText}. {@code write} and {@code append} are as they are, for what the program
 * itself does to a terminal. Flushes with each line.
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
    // Numbers keep their type: the format may want it.
    return Arrays.stream(values)
        .map(v -> v instanceof Number ? v : PrintableText.line(String.valueOf(v)))
        .toArray();
  }
}
