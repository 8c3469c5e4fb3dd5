package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;

/** Runs a storm from the command line: a directory for it, the load's own core, the record. */
final class StormRun {
  private final StormOptions options;
  private final Clock clock;

  StormRun(StormOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Runs it and publishes its figures.
   *
   * @param name of the command
   * @param heading of its section
   * @param words what is done, and the bar
   * @param storm runs it, and says its figures in Markdown
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
