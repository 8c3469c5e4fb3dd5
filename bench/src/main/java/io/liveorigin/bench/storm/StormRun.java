package io.liveorigin.bench.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs a storm from the command line: a directory for it, the load's own core, the record. */
final class StormRun {
  private final StormOptions options;
  private final Clock clock;

  StormRun(StormOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Runs it and prints its figures.
   *
   * @param heading of its section in Markdown
   * @param words what is done, and the bar
   */
  void run(String heading, String words, Function<StormSettings, StormResult> storm)
      throws IOException, InterruptedException {
    pin(options.loadCore());
    Path directory = Files.createTempDirectory("origin-storm");
    StormSettings settings = options.settings(directory);
    StormResult result;
    try {
      result = storm.apply(settings);
    } finally {
      delete(directory);
    }
    String section =
        "## %s\n%s\n\n%s, %s.\n\n%s"
            .formatted(
                heading,
                words,
                LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC),
                machine(settings),
                result.markdown());
    System.out.println(section);
    if (options.record().isPresent()) {
      record(options.record().get(), heading, section);
    }
  }

  /** All threads of this process; those that it starts later inherit it. */
  private static void pin(OptionalInt core) throws IOException, InterruptedException {
    if (core.isEmpty()) {
      return;
    }
    Process taskset =
        new ProcessBuilder(
                "taskset",
                "-a",
                "-c",
                "-p",
                Integer.toString(core.getAsInt()),
                Long.toString(ProcessHandle.current().pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
      throw new IOException("taskset could not pin the load to core " + core.getAsInt());
    }
  }

  private String machine(StormSettings settings) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("unknown processor");
    String cores =
        settings.core().isPresent()
            ? "broker, ingest and serving node on one core, load on another"
            : "not pinned";
    return "%s, JDK %s, Kafka 4.3.1; %s; %d live events; %d blocks of %d s a side"
        .formatted(
            model,
            System.getProperty("java.version"),
            cores,
            settings.liveEvents(),
            settings.rounds(),
            settings.seconds());
  }

  private static void record(Path file, String heading, String section) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int start = text.indexOf("## " + heading + "\n");
    if (start < 0) {
      Files.writeString(file, text.stripTrailing() + "\n\n" + section);
      return;
    }
    int next = text.indexOf("\n## ", start);
    String rest = next < 0 ? "" : text.substring(next);
    Files.writeString(file, text.substring(0, start) + section + rest);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
