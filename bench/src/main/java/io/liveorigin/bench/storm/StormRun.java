package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;

/**
 * Runs a storm from the command line: provides a directory, pins the load to its own core, and
 * records the result.
 */
final class StormRun {
  private final StormOptions options;
  private final Clock clock;

  StormRun(StormOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Runs the storm and publishes its figures.
   *
   * @param name the name of the command
   * @param heading the heading of its section
   * @param words a description of the storm and its bars
   * @param storm runs the storm and returns its figures in Markdown
   */
  void run(String name, String heading, String words, Function<StormSettings, String> storm)
      throws IOException, InterruptedException {
    CpuPinning.pinThisProcess(options.loadCore());
    try (Scratch scratch = Scratch.make("origin-storm")) {
      StormSettings settings = options.settings(scratch.directory());
      String result = storm.apply(settings);
      String markdown =
          "%s\n\n%s; %s.\n\n%s"
              .formatted(words, Machine.describe(clock), conditions(settings), result);
      options.record().publish(new Section(name, heading, markdown));
    }
  }

  private static String conditions(StormSettings settings) {
    String cores =
        settings.plan().cores().isEmpty()
            ? "not pinned"
            : "broker, ingest and serving node on one core, load on another";
    return "%s; %d live events; %d blocks of %d s a side"
        .formatted(cores, settings.liveEvents(), settings.rounds(), settings.seconds());
  }
}
