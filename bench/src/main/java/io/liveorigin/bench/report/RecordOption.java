package io.liveorigin.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that records a bench's result in a file: a {@code @Mixin} of every bench. */
public final class RecordOption {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Replaces this benchmark's section of a Markdown file, or adds it.")
  private Optional<Path> file = Optional.empty();

  /** Prints the section, and records it if the option is given. */
  public void publish(Section section) throws IOException {
    System.out.println(section.text());
    if (file.isPresent()) {
      BenchmarksDoc.record(file.get(), section);
    }
  }
}
