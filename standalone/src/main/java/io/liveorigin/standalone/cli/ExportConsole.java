package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.export.ExportListener;
import io.liveorigin.standalone.export.ExportProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows an export: on a terminal a bar that is rewritten; elsewhere a new line every 5 s. One
 * thread.
 */
final class ExportConsole implements ExportListener {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration REDRAWN = Duration.ofMillis(100);
  private static final String REWRITE = "\r\033[K";
  private static final int WIDTH = 30;
  private static final double MEGABYTE = 1_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private long shown = System.nanoTime();

  ExportConsole(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void progress(ExportProgress progress) {
    long now = System.nanoTime();
    Duration since = Duration.ofNanos(now - shown);
    if (since.compareTo(terminal ? REDRAWN : INTERVAL) < 0) {
      return;
    }
    shown = now;
    if (terminal) {
      out.write(REWRITE);
      out.print(bar(progress));
    } else {
      out.println(line(progress));
    }
    out.flush();
  }

  static String bar(ExportProgress progress) {
    int full =
        progress.total() == 0 ? WIDTH : Math.toIntExact(WIDTH * progress.done() / progress.total());
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + line(progress);
  }

  static String line(ExportProgress progress) {
    return String.format(
        Locale.ROOT,
        "%d of %d files | fetched %d, %.1f MB | already there %d | missing %d",
        progress.done(),
        progress.total(),
        progress.fetched(),
        progress.bytes() / MEGABYTE,
        progress.kept(),
        progress.missing());
  }

  void finished(ExportProgress progress, Path directory) {
    if (terminal) {
      out.write(REWRITE);
    }
    out.println(line(progress));
    out.println("written to " + directory);
    out.flush();
  }
}
