package io.liveorigin.standalone.cdn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What was measured, as rows of the table in docs/benchmarks.md: {@code target/cdn-table.md}. */
final class CdnTable {
  private static final Path FILE = Path.of("target", "cdn-table.md");

  private CdnTable() {}

  static void add(String row) {
    System.err.println(row);
    try {
      Files.writeString(FILE, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
