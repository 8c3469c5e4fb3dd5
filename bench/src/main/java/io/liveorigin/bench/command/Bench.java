package io.liveorigin.bench.command;

import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Option;

/** A bench whose result can be recorded in a file. */
public abstract class Bench implements Callable<Integer> {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Replaces this benchmark's section of a Markdown file, or adds it.")
  private Optional<Path> file = Optional.empty();

  private final Clock clock = Clock.systemUTC();

  /** Work that needs a directory for its files. */
  protected interface Work<T> {
    T in(Path directory) throws IOException, InterruptedException, ExecutionException;
  }

  protected final Clock clock() {
    return clock;
  }

  /** Does the work in a directory that exists only meanwhile. */
  protected static <T> T inScratch(String prefix, Work<T> work)
      throws IOException, InterruptedException, ExecutionException {
    try (Scratch scratch = Scratch.make(prefix)) {
      return work.in(scratch.directory());
    }
  }

  /** Prints the section, and records it if the option is given. Returns the exit code. */
  protected final Integer publish(Section section) throws IOException {
    System.out.println(section.text());
    if (file.isPresent()) {
      section.recordIn(file.get());
    }
    return 0;
  }
}
