package io.liveorigin.bench.report;

/**
 * The results of one bench, as they appear in the document.
 *
 * @param name the name of the bench: {@code ./origin bench NAME}
 * @param heading one line, by which the section is found again
 * @param markdown the text below the heading, without another heading of its level
 */
public record Section(String name, String heading, String markdown) {
  public Section {
    if (heading.isBlank() || heading.lines().count() != 1) {
      throw new IllegalArgumentException("a heading must be one line: " + heading);
    }
    markdown = markdown.strip();
  }

  /** Returns the section with its heading, without a line break at the end. */
  public String text() {
    return "## " + heading + "\n" + markdown;
  }
}
