package io.liveorigin.standalone.top;

import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of this process without echo and line editing, by POSIX {@code stty}. Ctrl-C still
 * interrupts. {@link #close} restores what was set before. One thread.
 */
final class RawTerminal implements AutoCloseable {
  /** The size of a terminal that does not say. */
  private static final Size STANDARD = new Size(80, 24);

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

  /** A read returns after a tenth of a second if no key was pressed. */
  private static final String[] RAW = {"-icanon", "-echo", "min", "0", "time", "1"};

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final InputStream keys;
  private final String before;

  /** The size of a terminal. */
  record Size(int columns, int lines) {}

  private RawTerminal(InputStream keys, String before) {
    this.keys = keys;
    this.before = before;
  }

  /**
   * Changes the terminal that is the standard input of this process.
   *
   * @param keys what is typed there; not closed
   * @throws IOException if the standard input is no terminal
   */
  static RawTerminal open(InputStream keys) throws IOException {
    String before = stty("-g");
    stty(RAW);
    return new RawTerminal(keys, before);
  }

  /** Returns the present size. */
  Size size() throws IOException {
    return size(stty("size"));
  }

  /** Reads lines and columns, in this order. */
  static Size size(String text) {
    Matcher found = SIZE.matcher(text);
    if (!found.matches()) {
      return STANDARD;
    }
    int lines = Integer.parseInt(found.group(1));
    int columns = Integer.parseInt(found.group(2));
    return lines == 0 || columns == 0 ? STANDARD : new Size(columns, lines);
  }

  /**
   * Waits for a character.
   *
   * @return {@link Key#EXPIRED} if there was none in time, or the process has to stop
   */
  int read(long millis, StopSignal stop) throws IOException {
    long began = System.nanoTime();
    do {
      int read = keys.read();
      if (read >= 0) {
        return read;
      }
    } while (!stop.isRequested() && System.nanoTime() - began < millis * 1_000_000);
    return Key.EXPIRED;
  }

  private static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (!process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException("stty did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for stty", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException("the standard input is no terminal; give --once");
    }
    return said.strip();
  }

  @Override
  public void close() throws IOException {
    stty(before);
  }
}
