package io.liveorigin.bench.report;

/**
 * What one bench found, as it stands in the document.
 *
 * @param name of the bench: {@code ./origin bench NAME}
 * @param heading one line; by it the section is found again
 * @param markdown all below the heading, without another heading of its level
 */
public record Section(String name, String heading, String markdown) {
  public Section {
    if (heading.isBlank() || heading.lines().count() != 1) {
      throw new IllegalArgumentException("a heading is one line: " + heading);
    }
    markdown = markdown.strip();
  }

  /** The section with its heading, without a line break at the end. */
  public String text() {
    return "## " + heading + "\n" + markdown;
  }
}
