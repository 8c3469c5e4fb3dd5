package io.liveorigin.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The results of one bench, as they appear in the document of all results.
 *
 * @param heading one line, by which the section is found again
 * @param markdown the text below the heading, without another heading of its level
 */
public record Section(String heading, String markdown) {
  private static final String LEVEL = "## ";

  public Section {
    if (heading.isBlank() || heading.lines().count() != 1) {
      throw new IllegalArgumentException("a heading must be one line: " + heading);
    }
    markdown = markdown.strip();
  }

  /** Returns the section with its heading, without a line break at the end. */
  public String text() {
    return LEVEL + heading + "\n" + markdown;
  }

  /**
   * Replaces the section with the same heading, up to the next heading of its level, or adds the
   * section at the end. The text before and after it remains unchanged.
   *
   * @param file a Markdown file; created if it does not exist
   */
  public void recordIn(Path file) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of("# Benchmarks");
    int start = lines.indexOf(LEVEL + heading);
    int end = start < 0 ? lines.size() : start + 1;
    while (end < lines.size() && !lines.get(end).startsWith(LEVEL)) {
      end++;
    }
    List<String> parts = new ArrayList<>();
    parts.add(joined(start < 0 ? lines : lines.subList(0, start)));
    parts.add(text());
    parts.add(joined(lines.subList(end, lines.size())));
    parts.removeIf(String::isEmpty);
    Files.writeString(file, String.join("\n\n", parts) + "\n");
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines).strip();
  }
}
