package io.liveorigin.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The document with the results of all benches: a heading of the second level for each. */
public final class BenchmarksDoc {
  private static final String LEVEL = "## ";

  private BenchmarksDoc() {}

  /**
   * Replaces the section with the same heading, up to the next heading of its level, or adds the
   * section at the end. The text before and after it remains unchanged.
   *
   * @param file a Markdown file; created if it does not exist
   */
  public static void record(Path file, Section section) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of("# Benchmarks");
    int start = lines.indexOf(LEVEL + section.heading());
    List<String> before = start < 0 ? lines : lines.subList(0, start);
    int end = start < 0 ? lines.size() : next(lines, start + 1);
    List<String> parts = new ArrayList<>();
    parts.add(joined(before));
    parts.add(section.text());
    parts.add(joined(lines.subList(end, lines.size())));
    parts.removeIf(String::isEmpty);
    Files.writeString(file, String.join("\n\n", parts) + "\n");
  }

  private static int next(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).startsWith(LEVEL)) {
        return i;
      }
    }
    return lines.size();
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines).strip();
  }
}
